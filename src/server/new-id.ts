import { chance } from './chance.ts'

/** 24 hex digits of chance: one id tells nothing about another. */
export const newId = (): string => chance(12, 'hex')
