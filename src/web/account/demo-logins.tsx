import { Button } from '../ui/button.tsx'

export type DemoLogin = { readonly who: string; readonly email: string; readonly password: string }

/** Public on purpose: they exist only in the demo bakery. */
const LOGINS: readonly DemoLogin[] = [
  { who: 'The owner', email: 'owner@cakewire.example', password: 'warm saffron sponge' },
  { who: 'The counter', email: 'counter@cakewire.example', password: 'first morning bell' },
  { who: 'The kitchen', email: 'kitchen@cakewire.example', password: 'early oven light' },
  { who: 'Asha, a customer', email: 'asha@cakewire.example', password: 'mango after rain' },
]

/** The people of the demo bakery: a press fills the form in. */
export const DemoLogins = ({ onChoose }: { onChoose: (login: DemoLogin) => void }) => (
  <section aria-labelledby="demo-logins" className="rounded-lg bg-sunken p-5">
    <h2 id="demo-logins" className="text-lg">
      This is the demo bakery
    </h2>
    <p className="mt-1 mb-3 text-ink-2 text-sm">Try it as one of these. A press fills the form in.</p>
    <div className="flex flex-wrap gap-2">
      {LOGINS.map((login) => (
        <Button key={login.email} onClick={() => onChoose(login)}>
          {login.who}
        </Button>
      ))}
    </div>
  </section>
)
