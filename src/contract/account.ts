import * as z from 'zod'
import { RIGHTS, ROLES } from '../domain/role.ts'
import { Phone } from './order.ts'
import { Id, line, Time } from './shared.ts'

export const Email = z
  .string()
  .max(254)
  .transform((text) => text.normalize('NFC').trim().toLowerCase())
  .pipe(z.email('must be an e-mail address'))

/** 8 to 256 characters, any of them. */
export const Password = z.string().min(8, 'must have at least 8 characters').max(256)

export const Register = z.strictObject({ name: line(80), email: Email, password: Password, phone: Phone.optional() })
export type Register = z.infer<typeof Register>
export const Login = z.strictObject({ email: z.string().max(254), password: z.string().max(256) })
export type Login = z.infer<typeof Login>
/** `?session=cookie`: the browser's own form; answered without a token. */
export const SessionQuery = z.strictObject({ session: z.enum(['cookie']).optional() })

export const Me = z.object({
  _id: Id,
  name: z.string(),
  email: z.string(),
  phone: z.string(),
  role: z.enum(['admin', 'staff', 'customer', 'guest']),
  /** Of the two whose role is `admin`: the owner, not a manager. */
  owner: z.boolean(),
  rights: z.array(z.enum(RIGHTS)),
})
export type Me = z.infer<typeof Me>
export const SignedIn = z.object({ user: Me, token: z.string().optional() })
export type SignedIn = z.infer<typeof SignedIn>
export const UpdateMe = z.strictObject({ name: line(80).optional(), phone: z.union([z.literal(''), Phone]).optional() })
export type UpdateMe = z.infer<typeof UpdateMe>

/** The other sessions of the account end. */
export const ChangePassword = z.strictObject({ current: z.string().max(256), password: Password })
export type ChangePassword = z.infer<typeof ChangePassword>

/** First owner, through the one-time link that the first start prints. */
export const Setup = z.strictObject({ token: z.string().max(100), name: line(80), email: Email, password: Password })
export type Setup = z.infer<typeof Setup>
/** Somebody whom the owner takes on. */
export const AddPerson = z.strictObject({
  name: line(80),
  email: Email,
  role: z.enum(['manager', 'staff']).default('staff'),
  rights: z.array(z.enum(RIGHTS)).max(RIGHTS.length).default([]),
})
export type AddPerson = z.infer<typeof AddPerson>

/** A page of this shop where one person sets a password, once. It is told when it is issued and never again. */
export const AccountLink = z.object({ path: z.string(), expiresAt: Time })
export type AccountLink = z.infer<typeof AccountLink>
export const UseLink = z.strictObject({ token: z.string().max(100), password: Password })
export type UseLink = z.infer<typeof UseLink>

/** What the owner may change of somebody's account. */
export const ChangeAccount = z.strictObject({
  role: z.enum(['manager', 'staff', 'customer']).optional(),
  rights: z.array(z.enum(RIGHTS)).max(RIGHTS.length).optional(),
  banned: z.boolean().optional(),
})
export type ChangeAccount = z.infer<typeof ChangeAccount>

/** Another owner beside who asks, who says the own password once more. */
export const MakeOwner = z.strictObject({ password: z.string().max(256) })

/** One account as the owner sees it among the staff. */
export const Account = z.object({
  _id: Id,
  name: z.string(),
  email: z.string(),
  phone: z.string(),
  role: z.enum(ROLES),
  rights: z.array(z.enum(RIGHTS)),
  banned: z.boolean(),
  /** Taken on, and no password set yet. */
  invited: z.boolean(),
  /** Until when a link of theirs works; null: there is none that does. */
  linkUntil: Time.nullable(),
  createdAt: Time,
})
export type Account = z.infer<typeof Account>
export const Added = z.object({ account: Account, link: AccountLink })
export type Added = z.infer<typeof Added>
/** Without `email`: the staff. With it: the account of that e-mail, whatever its role, if there is one. */
export const AccountQuery = z.strictObject({ email: Email.optional() })
