import { useEffect, useState } from 'react'
import { useForm } from 'react-hook-form'
import { useNavigate, useSearchParams } from 'react-router'
import { pageShop } from '../app-context.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { TextField } from '../ui/field.tsx'
import { LinkButton } from '../ui/link-button.tsx'
import type { Route } from './+types/setup-page'
import { AccountFrame, FormProblem } from './account-frame.tsx'
import { placeErrors } from './field-errors.ts'
import { PasswordField } from './password-field.tsx'
import { SubmitButton } from './submit-button.tsx'
import { useSignIn } from './use-sign-in.ts'

type Form = { name: string; email: string; password: string }
const FIELDS = ['name', 'email', 'password'] as const

export async function loader({ context }: Route.LoaderArgs) {
  return { open: await context.get(pageShop).setupOpen() }
}

export const meta: Route.MetaFunction = () => [
  { title: 'Set the shop up' },
  { name: 'robots', content: 'noindex' },
  { name: 'referrer', content: 'no-referrer' },
]

/** The link's token, which leaves the address bar and the history at once. */
function useToken(): string {
  const [params] = useSearchParams()
  const navigate = useNavigate()
  const [token] = useState(params.get('token') ?? '')
  const shown = params.has('token')
  useEffect(() => {
    if (shown) void navigate('/setup', { replace: true, preventScrollReset: true })
  }, [shown, navigate])
  return token
}

export default function SetupPage({ loaderData: { open } }: Route.ComponentProps) {
  const token = useToken()
  if (!open) {
    return (
      <EmptyState level={1} title="This shop has its owner" action={<LinkButton to="/login">Sign in</LinkButton>}>
        The set-up link worked once and is closed now.
      </EmptyState>
    )
  }
  if (token === '') {
    return (
      <EmptyState level={1} title="Open the whole link" action={<LinkButton to="/">To the shop</LinkButton>}>
        The shop printed it when it started. It ends in a long word after “token=”.
      </EmptyState>
    )
  }
  return <SetupForm token={token} />
}

function SetupForm({ token }: { token: string }) {
  const { signIn, moment } = useSignIn(null)
  const [problem, setProblem] = useState<string | null>(null)
  const { register, handleSubmit, setError, formState } = useForm<Form>()
  const { errors } = formState
  const submit = handleSubmit(async (form) => {
    if (moment === 'pending') return
    setProblem(null)
    const answer = await signIn('setup', { ...form, token })
    if (!answer.ok) setProblem(placeErrors(answer.problem, FIELDS, setError))
  })
  return (
    <AccountFrame title="Set the shop up" lead="You become its owner: orders, products, staff and settings are yours.">
      <form method="post" noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        <TextField
          label="Name"
          autoComplete="name"
          error={errors.name?.message}
          {...register('name', { required: 'Your name is missing.' })}
        />
        <TextField
          label="E-mail"
          type="email"
          inputMode="email"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          error={errors.email?.message}
          {...register('email', { required: 'Your e-mail is missing.' })}
        />
        <PasswordField
          label="Password"
          autoComplete="new-password"
          hint="At least 8 characters; a short sentence is good."
          error={errors.password?.message}
          {...register('password', { required: 'A password is missing.' })}
        />
        <FormProblem>{problem}</FormProblem>
        <SubmitButton moment={moment} pendingLabel="Setting up">
          Become the owner
        </SubmitButton>
      </form>
    </AccountFrame>
  )
}
