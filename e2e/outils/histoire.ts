import { test as base } from '@playwright/test';
import { installerApplication, sansServiceWorker } from './navigateur';
import { lancerService, type ServiceEssai } from './service';

/** Opens the measures of the shared product. */
export const JETON_METRIQUES = 'un jeton pour Prometheus seul';

/**
 * Stories that share one product, the worker's own: each has accounts of its own names, and leaves the parameters, the months
 * and the antennas as the others expect them.
 */
export const test = base.extend<{ horsLigne: boolean; cableBranche: undefined }, { service: ServiceEssai }>({
  service: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures that one needs from this pattern.
    async ({}, use) => {
      const service = await lancerService({ env: { METRIQUES_JETON: JETON_METRIQUES, SONDE: 'oui' } });
      const desinstaller = await installerApplication(service.cable.origine);
      await use(service);
      desinstaller();
      await service.arreter();
    },
    { scope: 'worker', timeout: 240_000 },
  ],
  /** Whether the page of the story starts without the network at some moment. */
  horsLigne: [false, { option: true }],
  context: async ({ context, horsLigne }, use) => {
    if (!horsLigne) await sansServiceWorker(context);
    await use(context);
  },
  // A story that ends with its cable cut does not leave it so to the next.
  cableBranche: [
    async ({ service }, use) => {
      await use(undefined);
      await service.cable.retablir();
    },
    { auto: true },
  ],
});
