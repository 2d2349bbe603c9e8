export default function RegisterPage() {
  return (
    <div className="page-width py-8">
      <h1 className="text-3xl">Open an account</h1>
    </div>
  )
}
