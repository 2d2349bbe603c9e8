import { fastifyCookie } from '@fastify/cookie'
import type { FastifyRequest } from 'fastify'

const NAME = 'cakewire'
const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/

/** Browsers take `Secure` cookies over https, and from their own machine. */
export const isSecure = (request: FastifyRequest, publicUrl: string | undefined): boolean =>
  request.protocol === 'https' || LOOPBACK.test(request.hostname) || isBehind(request, publicUrl)

/** A proxy in front ends the encryption, and this is the address it serves. */
const isBehind = (request: FastifyRequest, publicUrl: string | undefined): boolean =>
  publicUrl?.startsWith('https:') === true && new URL(publicUrl).host === request.host

const nameOf = (seat: string, secure: boolean): string => `${secure ? '__Host-' : ''}${NAME}${seat === '' ? '' : `-${seat}`}`

/** @param plain whether a cookie without the `__Host-` prefix counts: a neighbouring subdomain can plant one */
export function readSessionCookie(header: string, seat: string, plain: boolean): string | undefined {
  const cookies = fastifyCookie.parse(header)
  return cookies[nameOf(seat, true)] ?? (plain ? cookies[nameOf(seat, false)] : undefined)
}

/** A `Set-Cookie` line. */
export const sessionCookie = (token: string, expires: Date, seat: string, secure: boolean): string =>
  fastifyCookie.serialize(nameOf(seat, secure), token, { path: '/', httpOnly: true, sameSite: 'lax', secure, expires })

/** A `Set-Cookie` line that makes the browser forget. */
export const endedCookie = (seat: string, secure: boolean): string => sessionCookie('', new Date(0), seat, secure)
