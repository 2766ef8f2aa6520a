// SPDX-License-Identifier: MIT
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createSecure } from 'node:https'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import type { ExecutionContext } from 'ava'
import type { Answers, Row } from './sample-site.ts'

interface Behaviour {
  /** Rows that a page has at most, whatever is asked for. */
  readonly cap?: number
  /** Whether a page names the next one. */
  readonly nextLink?: boolean
  /** Classes whose answer is this status, or this text with a status of success. */
  readonly refused?: Readonly<Record<string, number | string>>
  /** Classes whose `Props` come only with one object. */
  readonly lazy?: readonly string[]
  /** Status of a question for one object; left out: it is answered. */
  readonly objects?: number
  /** Hands out the first page whatever is skipped. */
  readonly ignoresSkip?: boolean
  /** Classes whose questions are sent on: to the same path of this address, or `round` to the very same question. */
  readonly moved?: Readonly<Record<string, string>>
  /** Classes that are never answered. */
  readonly silent?: readonly string[]
  /** Packs every answer. */
  readonly packs?: boolean
  /** Key and certificate, one after the other: it answers over TLS. */
  readonly pem?: string
  /** `NAME:PASSWORD` that it asks for. */
  readonly account?: string
}

export interface AdminService {
  readonly address: string
  readonly port: number
  /** Method and address of every question. */
  readonly asked: readonly string[]
  /** What signed in. */
  readonly accounts: readonly string[]
}

/** The key columns of a row of the site control file; an object has them whether or not anybody chose them. */
const keyed = (className: string, row: Row, index: number): Row =>
  className.startsWith('SMS_SCI_') ? { FileType: 2, ItemName: `item's ${index}`, ItemType: 'Component', ...row } : row

/**
 * Plays the administration service over HTTP or TLS: names are case-sensitive, an unknown column refuses the whole question,
 * pages are capped, embedded properties may be lazy, and JSON comes without a charset.
 */
export const adminService = async (
  t: ExecutionContext,
  answers: Answers,
  behaviour: Behaviour = {},
): Promise<AdminService> => {
  const asked: string[] = []
  const accounts: string[] = []
  const { pem, account } = behaviour
  const send = (response: ServerResponse, status: number, body: unknown): void => {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    response.setHeader('Content-Type', 'application/json;odata.metadata=minimal')
    if (behaviour.packs === true) response.setHeader('Content-Encoding', 'gzip')
    response.writeHead(status)
    response.end(behaviour.packs === true ? gzipSync(text) : text)
  }
  const answerTo = (request: IncomingMessage, response: ServerResponse): unknown => {
    asked.push(`${request.method} ${request.url}`)
    const { authorization } = request.headers
    if (authorization !== undefined) accounts.push(Buffer.from(authorization.split(' ')[1] ?? '', 'base64').toString())
    if (account !== undefined && (authorization === undefined || accounts.at(-1) !== account)) {
      response.setHeader('WWW-Authenticate', 'Basic realm="site"')
      return send(response, 401, '')
    }
    const url = new URL(request.url ?? '', 'http://localhost')
    const [, className = '', key] =
      /^\/AdminService\/wmi\/([A-Za-z_]+)(?:\((.*)\))?$/.exec(decodeURIComponent(url.pathname)) ?? []
    const rows = answers[className]?.map((row, index) => keyed(className, row, index))
    if (behaviour.silent?.includes(className) === true) return undefined
    const moved = behaviour.moved?.[className]
    if (moved !== undefined && !url.searchParams.has('moved')) {
      response.setHeader('Location', moved === 'round' ? (request.url ?? '') : `${moved}${request.url}&moved=1`)
      return send(response, 302, '')
    }
    const status = behaviour.refused?.[className]
    if (typeof status === 'string') return send(response, 200, status)
    if (status !== undefined) return send(response, status, '')
    if (rows === undefined) return send(response, 404, '')
    const context = `http://localhost/AdminService/wmi/$metadata#${className}`
    if (key !== undefined) {
      if (behaviour.objects !== undefined) return send(response, behaviour.objects, '')
      const text = (row: Row, name: string): string =>
        `${name}=${typeof row[name] === 'string' ? `'${row[name].replaceAll("'", "''")}'` : row[name]}`
      const found = rows.filter(
        (row) => ['FileType', 'ItemName', 'ItemType', 'SiteCode'].map((name) => text(row, name)).join() === key,
      )
      return send(response, found.length === 1 ? 200 : 404, { '@odata.context': context, value: found })
    }
    const columns = url.searchParams.get('$select')?.split(',')
    const known = new Set(rows.flatMap((row) => Object.keys(row)))
    if (rows.length > 0 && columns?.some((column) => !known.has(column)))
      return send(response, 400, '{"error":{"code":"","message":"no such property"}}')
    const filter = url.searchParams.get('$filter')
    const names = [...(filter ?? '').matchAll(/Name eq '([^']*)'/g)].map((match) => match[1])
    const chosen = filter === null ? rows : rows.filter((row) => names.includes(String(row.Name)))
    const skip = behaviour.ignoresSkip === true ? 0 : Number(url.searchParams.get('$skip') ?? 0)
    const size = Math.min(Number(url.searchParams.get('$top') ?? 1000), behaviour.cap ?? 1000)
    const page = chosen.slice(skip, skip + size).map((row) => {
      const isLazy = behaviour.lazy?.includes(className) === true
      const shown = { ...row, ...(isLazy ? { Props: null, PropLists: null } : {}) }
      const entries = Object.entries(shown).filter(([name]) => columns === undefined || columns.includes(name))
      return { '@odata.etag': 'W/"1"', __LAZYPROPERTIES: isLazy ? ['Props'] : [], ...Object.fromEntries(entries) }
    })
    const more = behaviour.nextLink === true && skip + size < chosen.length
    url.searchParams.set('$skip', String(skip + size))
    return send(response, 200, {
      '@odata.context': context,
      value: page,
      ...(more ? { '@odata.nextLink': `${className}?${url.searchParams}` } : {}),
    })
  }
  const server = pem === undefined ? createServer(answerTo) : createSecure({ key: pem, cert: pem }, answerTo)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const scheme = pem === undefined ? 'http' : 'https'
  return { address: `${scheme}://127.0.0.1:${port}/AdminService`, port, asked, accounts }
}
