// SPDX-License-Identifier: MIT
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import type { ExecutionContext } from 'ava'

export interface ForwardProxy {
  readonly address: string
  /** The places that it was asked to connect to. */
  readonly asked: readonly string[]
}

/** A proxy server that knows where names are which nobody else knows: all of them are the one port of this computer. */
export const forwardProxy = async (t: ExecutionContext, port: number): Promise<ForwardProxy> => {
  const asked: string[] = []
  const server = createServer((_, response) => void response.writeHead(405).end())
  server.on('connect', ({ url }, client, head) => {
    asked.push(url ?? '')
    const there = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connected\r\n\r\n')
      there.write(head)
      there.pipe(client).pipe(there)
    })
    there.on('error', () => client.destroy())
    client.on('error', () => there.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked }
}
