import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { Link, useSearchParams } from 'react-router'
import type { Login } from '../../contract/account.ts'
import { useShop } from '../live/use-shop.ts'
import { useAccount } from '../root-data.ts'
import { TextField } from '../ui/field.tsx'
import { Note } from '../ui/note.tsx'
import type { Route } from './+types/login-page'
import { AccountFrame, FormProblem } from './account-frame.tsx'
import { DemoLogins } from './demo-logins.tsx'
import { placeErrors } from './field-errors.ts'
import { nextPath } from './next-path.ts'
import { PasswordField } from './password-field.tsx'
import { SubmitButton } from './submit-button.tsx'
import { useSignIn } from './use-sign-in.ts'

export const meta: Route.MetaFunction = () => [{ title: 'Sign in' }]

export default function LoginPage() {
  const [params] = useSearchParams()
  const next = nextPath(params.get('next'))
  const account = useAccount()
  const { demo } = useShop()
  const { signIn, moment } = useSignIn(next)
  const [problem, setProblem] = useState<string | null>(null)
  const { register, handleSubmit, setError, setValue, clearErrors, formState } = useForm<Login>()
  const { errors } = formState
  const submit = handleSubmit(async (form) => {
    if (moment === 'pending') return
    setProblem(null)
    const answer = await signIn('login', form)
    if (!answer.ok) setProblem(placeErrors(answer.problem, ['email', 'password'], setError))
  })
  return (
    <AccountFrame
      title="Sign in"
      lead={
        <>
          New here?{' '}
          <Link to={`/register${next === null ? '' : `?next=${encodeURIComponent(next)}`}`} className="link">
            Open an account
          </Link>
          . You can order without one, too.
        </>
      }
    >
      {account !== null && moment === 'idle' && (
        <Note title={`You are signed in as ${account.name}.`}>Sign in below as somebody else, or go on.</Note>
      )}
      <form method="post" noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
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
          autoComplete="current-password"
          error={errors.password?.message}
          {...register('password', { required: 'Your password is missing.' })}
        />
        <FormProblem>{problem}</FormProblem>
        <SubmitButton moment={moment} pendingLabel="Signing in">
          Sign in
        </SubmitButton>
      </form>
      {demo && (
        <DemoLogins
          onChoose={({ email, password }) => {
            setValue('email', email)
            setValue('password', password)
            clearErrors()
            setProblem(null)
          }}
        />
      )}
    </AccountFrame>
  )
}
