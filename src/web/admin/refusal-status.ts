import { isRouteErrorResponse } from 'react-router'

/** 401 or 403 when that is what a loader answered, else null. */
export const refusalStatus = (error: unknown): 401 | 403 | null =>
  isRouteErrorResponse(error) && (error.status === 401 || error.status === 403) ? error.status : null
