import { useEffect, useState } from 'react'
import { useForm } from 'react-hook-form'
import { useLocation, useNavigate } from 'react-router'
import { EmptyState } from '../ui/empty-state.tsx'
import { LinkButton } from '../ui/link-button.tsx'
import type { Route } from './+types/new-password-page'
import { AccountFrame, FormProblem } from './account-frame.tsx'
import { placeErrors } from './field-errors.ts'
import { PasswordField } from './password-field.tsx'
import { SubmitButton } from './submit-button.tsx'
import { useSignIn } from './use-sign-in.ts'

export const meta: Route.MetaFunction = () => [
  { title: 'Set your password' },
  { name: 'robots', content: 'noindex' },
  { name: 'referrer', content: 'no-referrer' },
]

/** What stands behind the # of the link; it leaves the address bar and the history at once. null: not read yet. */
function useToken(): string | null {
  const { hash } = useLocation()
  const navigate = useNavigate()
  const [token, setToken] = useState<string | null>(null)
  useEffect(() => {
    if (hash === '') return setToken((before) => before ?? '')
    setToken(hash.slice(1))
    void navigate('/new-password', { replace: true, preventScrollReset: true })
  }, [hash, navigate])
  return token
}

export default function NewPasswordPage() {
  const token = useToken()
  if (token !== '') return <PasswordForm token={token} />
  return (
    <EmptyState level={1} title="Open the whole link" action={<LinkButton to="/login">Sign in</LinkButton>}>
      It ends in a long word after “#”. If it is lost, ask the shop for a new one.
    </EmptyState>
  )
}

function PasswordForm({ token }: { token: string | null }) {
  const { signIn, moment } = useSignIn(null)
  const [problem, setProblem] = useState<string | null>(null)
  const { register, handleSubmit, setError, formState } = useForm<{ password: string }>()
  const submit = handleSubmit(async ({ password }) => {
    if (moment === 'pending' || token === null) return
    setProblem(null)
    const answer = await signIn('link', { token, password })
    if (!answer.ok) setProblem(placeErrors(answer.problem, ['password'], setError))
  })
  return (
    <AccountFrame title="Set your password" lead="You are signed in with it at once. The link works only this once.">
      <form method="post" noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        <PasswordField
          label="New password"
          autoComplete="new-password"
          hint="At least 8 characters; a short sentence is good. Wherever you were signed in before, you are signed out."
          error={formState.errors.password?.message}
          {...register('password', { required: 'A password is missing.' })}
        />
        <FormProblem>{problem}</FormProblem>
        <SubmitButton moment={moment} pendingLabel="Setting it">
          Set the password
        </SubmitButton>
      </form>
    </AccountFrame>
  )
}
