import type { Right, Role } from '../../domain/role.ts'

export type DemoUser = {
  readonly key: 'meera' | 'leela' | 'imran' | 'asha' | 'ravi'
  readonly name: string
  readonly email: string
  readonly password: string
  /** No Indian number begins with 0 after the country code. */
  readonly phone: string
  readonly role: Exclude<Role, 'guest'>
  readonly rights: readonly Right[]
}

/** Their passwords are public: only for a shop that is there to be tried. */
export const demoUsers: readonly DemoUser[] = [
  {
    key: 'meera',
    name: 'Meera Rao',
    email: 'owner@cakewire.example',
    password: 'warm saffron sponge',
    phone: '+910000000001',
    role: 'owner',
    rights: [],
  },
  {
    key: 'leela',
    name: 'Leela Thomas',
    email: 'counter@cakewire.example',
    password: 'first morning bell',
    phone: '+910000000003',
    role: 'staff',
    rights: ['orders', 'catalogue'],
  },
  {
    key: 'imran',
    name: 'Imran Sheikh',
    email: 'kitchen@cakewire.example',
    password: 'early oven light',
    phone: '+910000000002',
    role: 'staff',
    rights: ['kitchen'],
  },
  {
    key: 'asha',
    name: 'Asha Menon',
    email: 'asha@cakewire.example',
    password: 'mango after rain',
    phone: '+910000000101',
    role: 'customer',
    rights: [],
  },
  {
    key: 'ravi',
    name: 'Ravi Kulkarni',
    email: 'ravi@cakewire.example',
    password: 'second filter coffee',
    phone: '+910000000102',
    role: 'customer',
    rights: [],
  },
]
