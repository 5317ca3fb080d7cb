/// <reference lib="webworker" />
import { createHandlerBoundToURL, matchPrecache, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: { url: string; revision: string | null }[] };

// All that the export holds, HTML pages and their .txt included, save the training telephone: after one visit the
// application starts with no network.
// Nothing of /api nor /replication is ever kept: personal data live in the encrypted database only.
precacheAndRoute(self.__WB_MANIFEST, {
  directoryIndex: 'index.html',
  // The address carries month, filter and visit: the page is the same for all.
  ignoreURLParametersMatching: [/.*/],
});

const accueil = createHandlerBoundToURL('/index.html');
// The training telephone is not kept: it asks the server at each key, and in production there is no such page.
const DE_FORMATION = /^\/telephone(\/|$)/;
registerRoute(
  new NavigationRoute(
    async (options) => {
      if (DE_FORMATION.test(options.url.pathname)) return fetch(options.request).catch(() => accueil(options));
      const chemin = options.url.pathname.replace(/\/?$/, '/index.html');
      return (await matchPrecache(chemin)) ?? accueil(options);
    },
    { denylist: [/^\/api\//, /^\/replication\//, /^\/sante/, /^\/plivo/] },
  ),
);

self.addEventListener('message', (ev) => {
  if ((ev.data as { type?: string } | null)?.type === 'SKIP_WAITING') void self.skipWaiting();
});
// The first version takes the open page at once, so that it starts offline without a second visit.
self.addEventListener('activate', (ev) => ev.waitUntil(self.clients.claim()));
