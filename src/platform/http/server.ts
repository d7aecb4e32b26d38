import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import staticFiles from '@fastify/static';
import underPressure from '@fastify/under-pressure';
import Fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import type { Log } from '#platform/log.ts';
import { refuseOtherOrigins } from './origin-check.ts';

const seconds = 1_000;
const mebibyte = 1024 * 1024;

/** Largest file that may be uploaded, in bytes. A force's month is about 20 MB. */
export const uploadLimit = 200 * mebibyte;

/** An HTTP server with the limits, headers and parsers that every page relies on; no routes yet. */
export async function makeServer(options: {
  log: Log;
  assetDirectory: string;
  isHttps: boolean;
}): Promise<FastifyInstance> {
  const loggerInstance: FastifyBaseLogger = options.log;
  const app = Fastify({
    loggerInstance,
    disableRequestLogging: true,
    requestIdHeader: false,
    genReqId: () => crypto.randomUUID(),
    bodyLimit: mebibyte,
    connectionTimeout: 30 * seconds,
    requestTimeout: 300 * seconds,
    keepAliveTimeout: 10 * seconds,
    return503OnClosing: true,
    forceCloseConnections: 'idle',
    http: { connectionsCheckingInterval: seconds, headersTimeout: 5 * seconds },
  });
  app.server.maxConnections = 2_000;
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
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
    maxEventLoopDelay: 2 * seconds,
    retryAfter: 5,
    pressureHandler: (_request, reply) => {
      void reply.code(503).header('retry-after', '5').send('Busy. Please try again in a moment.');
    },
  });
  await app.register(compress, { threshold: 1_024 });
  await app.register(cookie);
  await app.register(formbody, { bodyLimit: mebibyte });
  await app.register(multipart, {
    throwFileSizeLimit: false,
    limits: { fileSize: uploadLimit, files: 100, fields: 20, fieldSize: 10_000 },
  });
  await app.register(staticFiles, {
    root: options.assetDirectory,
    prefix: '/assets/',
    immutable: true,
    maxAge: '365d',
    index: false,
    decorateReply: false,
  });
  refuseOtherOrigins(app);
  return app;
}
