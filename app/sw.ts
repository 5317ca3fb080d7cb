/// <reference lib="webworker" />
import { PrecacheController, PrecacheRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { demandeDe, estNotre, type Fichier } from './_commun/fichiers-gardes';

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: Fichier[] };

// All that the export holds, HTML pages and their .txt included, save the training telephone: after one visit the
// application starts with no network.
// Nothing of /api nor /replication is ever kept: personal data live in the encrypted database only.
const liste: readonly Fichier[] = self.__WB_MANIFEST;
const garde = new PrecacheController({
  plugins: [{ cacheWillUpdate: async ({ request, response: r }) => ((await estNotre(request.url, r)) ? r : null) }],
});
// Without what each holds: one that is gone from there is read from the server, be it of the next version.
garde.addToCacheList(liste.map(({ url, revision }) => ({ url, revision })));

/** Files asked for at once, where workbox's own installation asks for one after the other (decision 0089). */
const DE_FRONT = 8;
/** One that fails fails the installation; what came stays, and is not asked for again. */
const remplir = async (event: ExtendableEvent): Promise<void> => {
  const file = [...liste];
  const ouvrier = async (): Promise<void> => {
    for (let f = file.pop(); f !== undefined; f = file.pop()) {
      const params = { cacheKey: garde.getCacheKeyForURL(f.url) };
      await Promise.all(garde.strategy.handleAll({ event, request: new Request(f.url, demandeDe(f)), params }));
    }
  };
  await Promise.all(Array.from({ length: DE_FRONT }, ouvrier));
};
self.addEventListener('install', (ev) => ev.waitUntil(remplir(ev)));
self.addEventListener('activate', (ev) => ev.waitUntil(garde.activate(ev)));
registerRoute(
  new PrecacheRoute(garde, {
    directoryIndex: 'index.html',
    // The address carries month, filter and visit: the page is the same for all.
    ignoreURLParametersMatching: [/.*/],
  }),
);

const accueil = garde.createHandlerBoundToURL('/index.html');
// The training telephone is not kept: it asks the server at each key, and in production there is no such page.
const DE_FORMATION = /^\/telephone(\/|$)/;
registerRoute(
  new NavigationRoute(
    async (options) => {
      if (DE_FORMATION.test(options.url.pathname)) return fetch(options.request).catch(() => accueil(options));
      const chemin = options.url.pathname.replace(/\/?$/, '/index.html');
      return (await garde.matchPrecache(chemin)) ?? accueil(options);
    },
    { denylist: [/^\/pointer(\/|$)/, /^\/api\//, /^\/replication\//, /^\/sante/, /^\/plivo/] },
  ),
);

self.addEventListener('message', (ev) => {
  if ((ev.data as { type?: string } | null)?.type === 'SKIP_WAITING') void self.skipWaiting();
});
// The first version takes the open page at once, so that it starts offline without a second visit.
self.addEventListener('activate', (ev) => ev.waitUntil(self.clients.claim()));
