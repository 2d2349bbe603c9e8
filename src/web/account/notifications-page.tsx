export default function NotificationsPage() {
  return (
    <div className="page-width py-8">
      <h1 className="text-3xl">Notifications</h1>
    </div>
  )
}
