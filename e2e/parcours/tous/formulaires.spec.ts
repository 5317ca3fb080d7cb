import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Locator, type Page, type Route } from '@playwright/test';
import type { Intervention } from '#shared/contrats/corrections/intervention';
import { PARAMETRES } from '#shared/contrats/exploitation/parametre';
import { instantDe, moisParis } from '#shared/temps/paris';
import { immobile } from '../../../scripts/captures/ouvrir';
import { toutEnVue } from '../../outils/ecran/en-vue';
import type { Formulaire, Lieux } from '../../outils/formulaire';
import { AILLEURS, FORMULAIRES, NUMERO_INCONNU } from '../../outils/formulaires';
import { test } from '../../outils/histoire';
import { ranger } from '../../outils/menage';
import { entrer, seConnecter } from '../../outils/navigateur';

// What every form does alike, from the table of them all.

test.describe.configure({ mode: 'parallel' });
test.use({ horsLigne: false });

let lieux: Lieux;

test.beforeAll(async ({ service }) => {
  const [visite] = await service.lire<Intervention>('interventions', { antenne: 'EST', mois: service.moisPasse });
  lieux = { service, usagerId: visite?.usagerId ?? '' };
  const aides = await service.lire<{ id: string; antenne: string; codeSvi: string; dateFin?: string }>('intervenants', {
    antenne: 'EST',
  });
  // Whose visits are the farthest from now: a call of hers is probably about nobody, and nobody is chosen in its form. Where she too has
  // one about now, another aide calls from the same number: it may then be about two, and nobody is chosen either.
  const maintenant = Date.now();
  const duMois = await service.lire<Intervention>('interventions', {
    antenne: 'EST',
    mois: moisParis(instantDe(maintenant)),
  });
  // An arrival: of her visits that have none, the planned start.
  const loin = (id: string): number =>
    Math.min(
      ...duMois.flatMap(({ intervenantId, visite: v, arrivee }) =>
        v && !arrivee && intervenantId === id ? Math.abs(Date.parse(v.debut) - maintenant) : [],
      ),
    );
  const [aide, autre] = aides
    .filter((a) => a.antenne === 'EST' && a.dateFin === undefined)
    .sort((a, b) => Number(loin(b.id) > loin(a.id)) - Number(loin(b.id) < loin(a.id)));
  const proche = loin(aide?.id ?? '') <= PARAMETRES.rapprochement.defaut * 60_000;
  for (const a of proche ? [aide, autre] : [aide]) await service.appeler(NUMERO_INCONNU, `${a?.codeSvi},#,1`);
});
test.afterAll(ranger);

const racine = join(import.meta.dirname, '../../..');
const lire = (fichier: string): string => readFileSync(join(racine, fichier), 'utf8');

test('every form is in the table, and goes through the one room', () => {
  const ecrans = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', 'app/*.tsx'], {
    cwd: racine,
    encoding: 'utf8',
  })
    .split('\n')
    .filter((f) => f !== '' && existsSync(join(racine, f)));
  expect(ecrans.filter((f) => lire(f).includes('<form'))).toEqual(['app/_ui/formulaire/formulaire.tsx']);
  const dits = new Set([...FORMULAIRES.map((f) => f.fichier), ...Object.keys(AILLEURS)]);
  const avec = ecrans.filter((f) => lire(f).includes('useFormulaire({')).map((f) => f.replace('app/_ecrans/', ''));
  expect(avec.filter((f) => !dits.has(f))).toEqual([]);
  expect([...dits].filter((f) => !avec.includes(f))).toEqual([]);
  for (const recit of Object.values(AILLEURS))
    expect(existsSync(join(racine, 'e2e/parcours', recit)), recit).toBe(true);
});

const formulaireDe = (page: Page, { fenetre, ou }: Formulaire): Locator =>
  (fenetre ? page.getByRole('dialog') : page)
    .locator('form[novalidate]')
    .filter(ou ? { hasText: ou } : {})
    .first();

const ouvrir = async (page: Page, f: Formulaire): Promise<Locator> => {
  await f.ouvrir(page, lieux);
  const form = formulaireDe(page, f);
  await expect(form).toBeVisible();
  return form;
};

/** The ids that begin so, in all that this page sends. */
const ecouter = (page: Page, id: string): (() => string[]) => {
  const vus = new Set<string>();
  page.on('request', (r) => {
    for (const [, trouve] of (r.postData() ?? '').matchAll(new RegExp(`"_id":"(${id}[^"]+)"`, 'g')))
      if (trouve) vus.add(trouve);
  });
  return () => [...vus];
};

const envoyer = (form: Locator): Promise<void> => form.evaluate((e: HTMLFormElement) => e.requestSubmit());

/** The field that is wrong has the keyboard, and its sentence. */
const direFautif = async (page: Page, { champ, dit }: { champ: RegExp; dit: RegExp }): Promise<void> => {
  const fautif = page.locator(':focus');
  await expect(fautif).toHaveAttribute('aria-invalid', 'true');
  await expect(fautif).toHaveAccessibleName(champ);
  await expect(fautif).toHaveAccessibleDescription(dit);
};

/** What is typed in a form of a page is there again, another page having been looked at. */
const allerAilleurs = async (page: Page, form: Locator, [nom, texte]: readonly [RegExp, string]): Promise<void> => {
  await form.getByLabel(nom).first().fill(texte);
  await page.getByRole('link', { name: 'Incidents' }).first().click();
  await expect(form).toBeHidden();
  await page.goBack();
  await expect(form.getByText('Brouillon repris')).toBeVisible();
  await expect(form.getByLabel(nom).first()).toHaveValue(texte);
  await form.getByRole('button', { name: 'Effacer' }).click();
};

/** What the screen has read is asked for again, and cannot be: the form stays, with what is typed in it. */
const relireEnVain = async (page: Page): Promise<void> => {
  const lecture = (r: Route): Promise<void> => (r.request().method() === 'GET' ? r.abort() : r.fallback());
  await page.route('**/api/**', lecture);
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await immobile(page);
  await page.unroute('**/api/**', lecture);
};

/** What nothing keeps is not left without a question, which Échap answers by going on. */
const quitterAvecQuestion = async (
  page: Page,
  form: Locator,
  [nom, texte]: readonly [RegExp, string],
): Promise<void> => {
  const champ = form.getByLabel(nom);
  await champ.fill(texte);
  await relireEnVain(page);
  await page.keyboard.press('Escape');
  const continuer = form.getByRole('button', { name: 'Continuer la saisie' });
  await expect(continuer).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(continuer).toBeHidden();
  await expect(champ).toBeFocused();
  await expect(champ).toHaveValue(texte);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(form).toBeHidden();
};

const eprouver = async (page: Page, f: Formulaire): Promise<void> => {
  let form = await ouvrir(page, f);
  if (f.vide) {
    if (f.vide.avant) await form.getByLabel(f.vide.avant[0]).fill(f.vide.avant[1]);
    await envoyer(form);
    await direFautif(page, f.vide);
  }
  // In its fullest state: each field that lacks something says so.
  await toutEnVue(page, form, f.fenetre === true || (await form.evaluate((e) => e.closest('.panneau') !== null)));
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().include('form').analyze();
  expect(violations.flatMap((v) => v.nodes.map((n) => `${v.id} : ${n.target.join(' ')}`))).toEqual([]);
  if (f.brouillon) {
    const [nom, texte] = f.brouillon;
    await form.getByLabel(nom).fill(texte);
    await page.reload();
    form = await ouvrir(page, f);
    await expect(form.getByText('Brouillon repris')).toBeVisible();
    await expect(form.getByLabel(nom)).toHaveValue(texte);
    await form.getByRole('button', { name: 'Effacer' }).click();
    await expect(form.getByLabel(nom)).not.toHaveValue(texte);
  }
  if (f.refus) {
    await f.refus.remplir(form);
    await envoyer(form);
    await direFautif(page, f.refus);
  }
  if (f.gardee) await allerAilleurs(page, form, f.gardee);
  if (f.perdue) await quitterAvecQuestion(page, form, f.perdue);
  if (f.echap) {
    // Of a field, the list may be open: Échap closes that alone.
    await form.locator('[type=submit]').focus();
    await page.keyboard.press('Escape');
    await expect(form).toBeHidden();
  }
  if (!f.ecrit) return;
  const ecrits = ecouter(page, f.ecrit.id);
  form = await ouvrir(page, f);
  await f.ecrit.remplir(form, page);
  await form.evaluate((e: HTMLFormElement) => {
    e.requestSubmit();
    setTimeout(() => e.requestSubmit(), 20);
  });
  await expect(form).toBeHidden();
  await expect.poll(ecrits).not.toEqual([]);
  await expect(page.getByTestId('sync')).toContainText('À jour');
  expect(ecrits()).toHaveLength(1);
  // It stays some seconds, and the next form may be under it: the stories of narrow windows judge that.
  for (const fermer of await page.locator('.mantine-Notification-closeButton').all()) await fermer.click();
};

/** The forms of one role on one page at a time: half of all are of one role. */
const PAR_PAGE = 4;
const QUI = ['PERSONNE', 'RESPONSABLE', 'ADMINISTRATEUR', 'CENTRAL', 'TECHNIQUE', 'AUDITEUR'] as const;
const SUITES = QUI.flatMap((qui) => {
  const siens = FORMULAIRES.filter((f) => f.qui === qui);
  const n = Math.ceil(siens.length / PAR_PAGE);
  return Array.from({ length: n }, (_, k) => ({ qui, part: k + 1, n, siens: siens.filter((_f, i) => i % n === k) }));
});

for (const { qui, part, n, siens } of SUITES)
  test(`forms of ${qui}, ${part} of ${n}: empty, the first field in error says what to do; refused; Échap; what was typed; two Entrées`, async ({
    page,
  }) => {
    const { service } = lieux;
    const adresse = service.cable.origine;
    if (qui === 'RESPONSABLE') {
      const compte = await service.creerCompte(`formulaires-${part}`, 'EST', { responsable: true });
      await seConnecter(page, adresse, compte);
    } else if (qui !== 'PERSONNE')
      await entrer(
        page,
        adresse,
        await service.creerCompte(`f-${qui.toLowerCase()}${part > 1 ? part : ''}`, qui === 'CENTRAL' ? 'EST' : '', {
          role: qui,
        }),
      );
    for (const f of siens) await test.step(f.nom, () => eprouver(page, f));
  });
