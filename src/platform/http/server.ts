import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import staticFiles from '@fastify/static';
import underPressure from '@fastify/under-pressure';
import Fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
} from 'fastify';
import type { Log } from '#platform/log.ts';
import { limitBodyTime, type BodyTimes } from './body-time.ts';
import { answerBrokenRequest } from './broken-requests.ts';
import { limitConnections, type ConnectionLimits } from './connection-limit.ts';
import { formLimit, readForms } from './form-body.ts';
import { refuseOtherOrigins } from './origin-check.ts';
import { refuseOtherNames, type Reach } from './own-names.ts';

const seconds = 1_000;
const mebibyte = 1024 * 1024;

/** Answers whatever watches the process; nothing is needed for it but a process that runs. */
export const livePath = '/livez';
/** Answers whether the process can do its work. */
export const readyPath = '/readyz';

export type ServerLimits = BodyTimes & Omit<ConnectionLimits, 'trustedProxies'>;

const usualLimits: ServerLimits = {
  inAll: 2_000,
  perAddress: 100,
  patience: 30 * seconds,
  // A kilobyte a second: slower than the slowest line that anybody would send a file over.
  leastBytes: 30_000,
};

const unreadableAddress =
  'This address cannot be read. Check it, or start again from the home page.';

function refuseAddress(_problem: unknown, _request: unknown, reply: FastifyReply): void {
  void reply.code(400).type('text/plain; charset=utf-8').send(unreadableAddress);
}

/** Largest file that may be uploaded, in bytes. A force's month is about 20 MB. */
export const uploadLimit = 200 * mebibyte;

/** An HTTP server with the limits, headers and parsers that every page relies on; no routes yet. */
export async function makeServer(options: {
  log: Log;
  assetDirectory: string;
  isHttps: boolean;
  /** How far behind it may fall, in milliseconds, before it turns people away; 0: never. */
  busyAfter: number;
  /** Proxies that are believed about where a request comes from; nobody else is. */
  trustedProxies?: readonly string[];
  /** The names it answers to; otherwise only this machine's own. */
  reach?: Reach;
  limits?: Partial<ServerLimits>;
  /** Other servers, such as `https://tiles.example`, that pages may fetch pictures from; none unless told. */
  imagesFrom?: readonly string[];
}): Promise<FastifyInstance> {
  const loggerInstance: FastifyBaseLogger = options.log;
  const { trustedProxies = [], reach = { host: '127.0.0.1' }, imagesFrom = [] } = options;
  const limits = { ...usualLimits, ...options.limits };
  const app = Fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
    requestIdHeader: false,
    genReqId: () => crypto.randomUUID(),
    frameworkErrors: refuseAddress,
    clientErrorHandler: answerBrokenRequest,
    bodyLimit: formLimit,
    connectionTimeout: 30 * seconds,
    // For uploads that keep coming; everything else is held to less by limitBodyTime.
    requestTimeout: 3_600 * seconds,
    keepAliveTimeout: 10 * seconds,
    return503OnClosing: true,
    forceCloseConnections: 'idle',
    http: { connectionsCheckingInterval: seconds, headersTimeout: 5 * seconds },
  });
  limitConnections(app.server, { ...limits, trustedProxies });
  limitBodyTime(app.server, limits);
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', ...imagesFrom],
        connectSrc: ["'self'", ...imagesFrom],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: options.isHttps,
    referrerPolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
  });
  await app.register(underPressure, {
    maxEventLoopDelay: options.busyAfter,
    retryAfter: 5,
    pressureHandler: (request, reply) => {
      // A service that is only busy must not look dead to what would kill it.
      if (request.url === livePath) return;
      void reply.code(503).header('retry-after', '5').send('Busy. Please try again in a moment.');
    },
  });
  await app.register(compress, { threshold: 1_024 });
  await app.register(cookie);
  // Forms and uploads are all that pages send; anything else is refused unread.
  app.removeAllContentTypeParsers();
  await readForms(app);
  await app.register(multipart, {
    throwFileSizeLimit: false,
    // One more than may be kept, so that a file which is cut off is always seen to be too large.
    limits: { fileSize: uploadLimit + 1, files: 100, fields: 20, fieldSize: 10_000 },
  });
  await app.register(staticFiles, {
    root: options.assetDirectory,
    prefix: '/assets/',
    immutable: true,
    maxAge: '365d',
    index: false,
    decorateReply: false,
  });
  refuseOtherNames(app, reach, new Set([livePath, readyPath]));
  refuseOtherOrigins(app);
  return app;
}
