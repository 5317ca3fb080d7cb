import { expect, type Page } from '@playwright/test';
import { lignesDe } from '../outils/corriger';
import { test } from '../outils/histoire';
import { ranger } from '../outils/menage';
import { seConnecter } from '../outils/navigateur';

test.afterAll(ranger);
test.use({ horsLigne: false });

const TEXTE = 'Vue avec sa fille au telephone ce matin, elle confirme que l aide est bien partie a dix heures et quart comme prevu.';
const centile = (v: number[], p: number): number => [...v].sort((a, b) => a - b)[Math.min(v.length - 1, Math.ceil((v.length * p) / 100) - 1)] ?? 0;

const frapper = async (page: Page): Promise<string> => {
  const cdp = await page.context().newCDPSession(page);
  await page.evaluate(() => {
    const durees: number[] = [];
    Object.assign(window, { durees });
    new PerformanceObserver((liste) => {
      for (const e of liste.getEntries()) if (e.name === 'keydown') durees.push(e.duration);
    }).observe({ type: 'event', durationThreshold: 16, buffered: false } as PerformanceObserverInit);
  });
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.getByTestId('commentaire').focus();
  for (const c of TEXTE) {
    await page.keyboard.press(c === ' ' ? 'Space' : c === ',' ? 'Comma' : c === '.' ? 'Period' : c);
    await page.waitForTimeout(120);
  }
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  const d = await page.evaluate(() => (window as unknown as { durees: number[] }).durees);
  const tous = [...d, ...Array.from({ length: Math.max(0, TEXTE.length - d.length) }, () => 16)];
  return `p50 ${centile(tous, 50)} p98 ${centile(tous, 98)} max ${Math.max(...tous)} n ${tous.length}`;
};

test('mesure', async ({ page, service }) => {
  await seConnecter(page, service.cable.origine, await service.creerCompte('mesure', 'EST'));
  await page.goto(`${service.cable.origine}/interventions/?mois=${service.moisPasse}`);
  await lignesDe(page).first().getByRole('gridcell').nth(1).click();
  await expect(page.getByTestId('corriger')).toBeVisible();
  const ouvertures: number[] = [];
  for (let i = 0; i < 8; i++) {
    ouvertures.push(
      await page.evaluate(
        () =>
          new Promise<number>((fini) => {
            const depart = performance.now();
            const o = new MutationObserver(() => {
              if (!document.querySelector('[data-testid="motif"]')) return;
              o.disconnect();
              requestAnimationFrame(() => setTimeout(() => fini(performance.now() - depart)));
            });
            o.observe(document, { subtree: true, childList: true });
            document.querySelector<HTMLElement>('[data-testid="corriger"]')?.click();
          }),
      ),
    );
    await page.keyboard.press('Escape');
    await expect(page.getByTestId('motif')).toBeHidden();
  }
  console.log('ouverture', ouvertures.map(Math.round).join(' '));
  await page.getByTestId('corriger').click();
  console.log('correction', await frapper(page));
  await page.keyboard.press('Escape');
  await page.goto(`${service.cable.origine}/interventions/?mois=${service.moisPasse}&statut=SANS_DEPART`);
  await lignesDe(page).first().getByRole('gridcell').nth(1).click();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('enregistrer-lot')).toBeVisible();
  console.log('lot', await page.getByTestId('enregistrer-lot').innerText(), await frapper(page));
});
