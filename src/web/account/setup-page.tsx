export default function SetupPage() {
  return (
    <div className="page-width py-8">
      <h1 className="text-3xl">Set the shop up</h1>
    </div>
  )
}
