export default function LoginPage() {
  return (
    <div className="page-width py-8">
      <h1 className="text-3xl">Sign in</h1>
    </div>
  )
}
