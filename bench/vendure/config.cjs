const { DefaultJobQueuePlugin, DefaultLogger, DefaultSearchPlugin, LogLevel, dummyPaymentHandler } = require('@vendure/core')

/** Vendure as its documentation sets it up: its search index, its job queue in the database, prices with tax. */
const connection = JSON.parse(process.env.VENDURE_DATABASE ?? '{}')
exports.root = { identifier: 'owner', password: 'the owner of the bench' }
exports.config = {
  apiOptions: {
    port: 0,
    hostname: '127.0.0.1',
    adminApiPath: 'admin-api',
    shopApiPath: 'shop-api',
  },
  authOptions: { tokenMethod: ['bearer'], superadminCredentials: exports.root, requireVerification: false },
  dbConnectionOptions: {
    type: 'postgres',
    host: connection.host,
    port: connection.port,
    username: connection.user,
    database: connection.database,
    synchronize: process.env.VENDURE_FILL === '1',
    logging: false,
  },
  paymentOptions: { paymentMethodHandlers: [dummyPaymentHandler] },
  importExportOptions: { importAssetsDir: __dirname },
  logger: new DefaultLogger({ level: LogLevel.Error }),
  plugins: [
    DefaultJobQueuePlugin.init({ useDatabaseForBuffer: true }),
    DefaultSearchPlugin.init({ bufferUpdates: false, indexStockStatus: true }),
  ],
}
