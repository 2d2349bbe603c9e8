import type { IncomingMessage } from 'node:http'
import { isIPv6 } from 'node:net'
import proxyAddr from '@fastify/proxy-addr'
import type { Config } from '../config.ts'

export type Trust = (address: string, hop: number) => boolean

/** With PUBLIC_URL a proxy stands in front; only one on this machine or in a private network is believed about whom it speaks for. */
export const trustOf = ({ publicUrl }: Pick<Config, 'publicUrl'>): Trust =>
  publicUrl === undefined ? () => false : proxyAddr.compile(['loopback', 'linklocal', 'uniquelocal'])

const told = new WeakMap<IncomingMessage, string>()

/** Another node of the shop passed this request on, and says who called it. */
export function tellCaller(request: IncomingMessage, caller: string): void {
  told.set(request, caller)
}

/** Who calls, as limits count them: an IPv4 address, or the /64 of an IPv6 address, which is one household. */
export function callerOf(request: IncomingMessage, trust: Trust): string {
  return told.get(request) ?? countedAs(proxyAddr(request, trust))
}

export function countedAs(address: string): string {
  const [, mapped] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address) ?? []
  if (mapped !== undefined) return mapped
  if (!isIPv6(address)) return address
  const [head = '', tail = ''] = address.split('%')[0]?.split('::') ?? []
  const [front, back] = [head, tail].map((part) => (part === '' ? [] : part.split(':')))
  const zeros = Array.from({ length: Math.max(0, 8 - (front?.length ?? 0) - (back?.length ?? 0)) }, () => '0')
  const groups = address.includes('::') ? [...(front ?? []), ...zeros, ...(back ?? [])] : (front ?? [])
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}
