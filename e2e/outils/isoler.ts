import { expect, type Page } from '@playwright/test';
import { corrigerLaPremiere, interventionsDuMois } from './corriger';
import { attendreServiceWorker } from './navigateur';
import type { ServiceEssai } from './service';

/** A PC that is signed in reads its month; then the cable is cut. */
export const isoler = async (page: Page, service: ServiceEssai, filtre?: string): Promise<void> => {
  const sync = page.getByTestId('sync');
  await attendreServiceWorker(page);
  await interventionsDuMois(page, service, filtre);
  await expect(sync).toContainText('À jour', { timeout: 60_000 });
  await service.cable.couper();
  await expect(sync).toContainText('Hors ligne', { timeout: 30_000 });
};

/** Types one correction with the cable cut; it waits in both copies. */
export const corrigerIsole = async (page: Page, service: ServiceEssai): Promise<void> => {
  await isoler(page, service);
  await corrigerLaPremiere(page, 'pan');
  // [CO-6] Said once both copies are on the disk; the count, once the first is.
  await expect(page.getByRole('alert').filter({ hasText: 'Gardée sur ce poste' })).toBeVisible();
  await expect(page.getByTestId('sync')).toContainText('1 correction en attente');
};
