import { expect, test } from 'vitest'
import { ConfigError, readConfig } from './config.ts'

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env, '/shop')
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
  return []
}

test('nothing set: loopback, port 5001, ./data, and the demo decides for itself', () => {
  expect(readConfig({ HOME: '/root', PORT: '', DEMO: ' ' }, '/shop')).toEqual({
    port: 5001,
    host: '127.0.0.1',
    dataDir: '/shop/data',
    demo: undefined,
    drainSeconds: 0,
    logLevel: 'info',
    sockets: { perAddress: 200, perSession: 50 },
  })
})

test('everything set', () => {
  const env = {
    PORT: '0',
    HOST: '0.0.0.0',
    DATA_DIR: '/var/lib/my shop',
    DATABASE_URL: 'postgresql:///cakes?host=/run/postgresql',
    REDIS_URL: 'rediss://cache:6380/1',
    SOCKETS_PER_ADDRESS: '5000',
    SOCKETS_PER_SESSION: '7',
    PUBLIC_URL: 'https://cakes.example:8443/',
    ADMIN_EMAIL: 'Asha@Cakes.example',
    ADMIN_PASSWORD: ' white space ',
    DEMO: 'public',
    DRAIN_SECONDS: '15',
    METRICS_TOKEN: 'a long word for Prometheus',
    NODE_URL: 'http://10.0.0.7:5001/',
    LOG_LEVEL: 'warn',
  }
  expect(readConfig(env, '/shop')).toEqual({
    port: 0,
    host: '0.0.0.0',
    dataDir: '/var/lib/my shop',
    databaseUrl: 'postgresql:///cakes?host=/run/postgresql',
    redisUrl: 'rediss://cache:6380/1',
    publicUrl: 'https://cakes.example:8443',
    admin: { email: 'asha@cakes.example', password: ' white space ' },
    demo: 'public',
    drainSeconds: 15,
    nodeUrl: 'http://10.0.0.7:5001',
    metricsToken: 'a long word for Prometheus',
    logLevel: 'warn',
    sockets: { perAddress: 5000, perSession: 7 },
  })
})

test.each([
  ['PORT', ['-1', '65536', '80.5', '0x50', '5001abc', '1e3', 'http', '٥']],
  ['HOST', ['http://localhost', 'localhost:5001', '256.1.1.1', 'a b', '-x', '999']],
  ['DATA_DIR', ['a\0b']],
  ['SOCKETS_PER_ADDRESS', ['0', '-1', '1e3', '12345678', 'many']],
  ['DATABASE_URL', ['mysql://db/cakes', 'db:5432', 'postgres', 'postgres://user:pa ss@:x/db']],
  ['REDIS_URL', ['http://cache', 'cache:6379', 'redis:']],
  [
    'PUBLIC_URL',
    [
      'cakes.example',
      'ftp://cakes.example',
      'https://cakes.example/shop',
      'https://me:pw@cakes.example',
      'https://cakes.example/?a',
      'https://',
    ],
  ],
  ['DEMO', ['2', 'yes', 'true', 'Public', '-1']],
  ['DRAIN_SECONDS', ['-1', '1.5', '301', '10s']],
  ['METRICS_TOKEN', ['short']],
  ['NODE_URL', ['https://node1', 'node1:5001', 'http://node1/shop']],
  ['LOG_LEVEL', ['INFO', 'verbose', '30']],
])('a bad %s is named', (name, values) => {
  for (const value of values) {
    const problems = problemsOf({ [name]: value })
    expect(problems, value).toHaveLength(1)
    expect(problems[0], value).toMatch(new RegExp(`^${name} must `))
  }
})

test('an owner needs both halves, a real address and a password of 8 characters', () => {
  expect(problemsOf({ ADMIN_EMAIL: 'asha@cakes.example' })).toEqual(['ADMIN_PASSWORD must be given with ADMIN_EMAIL'])
  expect(problemsOf({ ADMIN_PASSWORD: 'long enough' })).toEqual(['ADMIN_EMAIL must be given with ADMIN_PASSWORD'])
  expect(problemsOf({ ADMIN_EMAIL: 'asha', ADMIN_PASSWORD: 'short' })).toEqual([
    'ADMIN_EMAIL must be an e-mail address',
    'ADMIN_PASSWORD must have at least 8 characters',
  ])
})

test('every problem is told at once, and no value is repeated', () => {
  const secret = 'mysql://root:hunter2@db'
  const error = (() => {
    try {
      return readConfig(
        { PORT: 'x', HOST: 'a b', DATABASE_URL: secret, ADMIN_PASSWORD: 'short', DEMO: 'maybe', LOG_LEVEL: 'loud' },
        '/shop',
      )
    } catch (thrown) {
      return thrown
    }
  })() as ConfigError
  expect(error.problems.map((problem) => problem.split(' ')[0])).toEqual([
    'PORT',
    'HOST',
    'DATABASE_URL',
    'ADMIN_PASSWORD',
    'DEMO',
    'LOG_LEVEL',
    'ADMIN_EMAIL',
  ])
  expect(error.message).not.toMatch(/hunter2|short/)
  for (const problem of error.problems) expect(error.message).toContain(problem)
})
