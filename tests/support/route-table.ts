import type { FastifyInstance } from 'fastify';

/** One address pattern of the service, such as `/users/:id`, and a method that it answers. */
export type Route = { method: 'GET' | 'HEAD' | 'POST'; path: string };

const known: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST'] satisfies Route['method'][]);

/**
 * Every route of the service as the router itself lists them, the files below /assets apart. Throws where the list
 * names what the router does not know, or a method that no page of ours has.
 */
export function listRoutes(app: FastifyInstance): Route[] {
  const parts: string[] = [];
  return app
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((line) => {
      const [, indent = '', part = '', methods = ''] =
        /^([│├└─\s]*)(\S+) \((.*)\)$/.exec(line) ?? [];
      if (part === '') return [];
      parts.splice(indent.length / 4 - 1);
      parts.push(part);
      const path = parts.join('');
      return path.includes('*') ? [] : methods.split(', ').map((method) => asRoute(method, path));
    })
    .map((route) => {
      if (app.hasRoute({ method: route.method, url: route.path })) return route;
      throw new Error(`The router does not know ${route.method} ${route.path}.`);
    });
}

function asRoute(method: string, path: string): Route {
  if (!isMethod(method)) throw new Error(`${method} ${path}: no page of ours has this method.`);
  return { method, path };
}

function isMethod(method: string): method is Route['method'] {
  return known.has(method);
}
