import { describe } from 'vitest'
import { logContract } from './testing/log-contract.ts'
import { MemoryLog } from './testing/memory-log.ts'

describe('the log of the simulations', () => {
  logContract(async () => {
    const log = new MemoryLog()
    return {
      log,
      commit: async (said) => log.commit(said),
      cursor: async (audiences) => log.cursor(audiences),
      prune: async (seq) => log.prune(seq),
      restore: async (seq) => log.restore(seq),
    }
  })
})
