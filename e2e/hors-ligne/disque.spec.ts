import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import type { Antenne } from '#shared/contrats/commun';
import { ARRIVEE, interventionsDuMois, lignesDe, ouvrirLigne, taper } from '../outils/corriger';
import { test } from '../outils/histoire';
import { isoler } from '../outils/isoler';
import { ranger } from '../outils/menage';
import { allumerPoste, deverrouiller, type Poste, seConnecter } from '../outils/navigateur';
import type { CompteEssai, ServiceEssai } from '../outils/service';

let service: ServiceEssai;

test.beforeAll(async ({ service: commun }) => {
  service = commun;
});
test.afterEach(ranger);

/** A PC of that account, with the cable cut. */
const allumerIsole = async (compte: CompteEssai): Promise<Poste> => {
  const poste = await allumerPoste();
  const { page } = poste;
  await seConnecter(page, service.cable.origine, compte);
  await isoler(page, service, 'toutes');
  return poste;
};

/** Motifs of what the server has of an author, in the order typed. */
const recues = async (auteur: string, antenne: Antenne): Promise<string[]> =>
  (
    await service.lire<{ auteur: string; motif: string; id: string }>('corrections', {
      antenne,
      mois: service.moisPasse,
    })
  )
    .filter((c) => c.auteur === auteur)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((c) => c.motif);

const sync = (page: Page) => page.getByTestId('sync');

/** The room that the disk gives; without a number, what it has. */
const limiter = async ({ page }: Poste, octets?: number): Promise<void> => {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Storage.overrideQuotaForOrigin', {
    origin: service.cable.origine,
    ...(octets === undefined ? {} : { quotaSize: octets }),
  });
};

/** Started again on a full disk: Chromium asks for the room that is left twice a minute only, and one that starts asks at once. */
const rallumerPlein = async (poste: Poste, compte: CompteEssai): Promise<Page> => {
  await poste.tuer();
  await poste.rallumer();
  await limiter(poste, 1);
  await interventionsDuMois(poste.page, service, 'toutes');
  await deverrouiller(poste.page, compte);
  return poste.page;
};

test('[CO-6] disque plein : ce qui est tapé est dit non gardé, avec le remède, et reste dans le champ ; la place revenue, le travail reprend', async () => {
  const compte = await service.creerCompte('fatou', 'EST');
  const poste = await allumerIsole(compte);
  await taper(poste.page, 0, 'pan');
  await poste.page.getByTestId('enregistrer').click();
  await expect(sync(poste.page)).toContainText('1 correction en attente');

  const page = await rallumerPlein(poste, compte);
  await expect(sync(page)).toContainText('1 correction en attente');

  await test.step('le disque est plein : dit, et rien ne s’ajoute à ce qui attend', async () => {
    await taper(page, 1, 'urg');
    await page.getByTestId('enregistrer').click();
    await expect(page.getByRole('alert').filter({ hasText: 'disque plein' })).toContainText(
      'ce que vous avez tapé y est encore',
    );
    await expect(sync(page)).toContainText('1 correction en attente');
  });

  await test.step('la place revient : la visite se rouvre sur ce qui était tapé', async () => {
    await limiter(poste);
    await ouvrirLigne(page, 1);
    await expect(page.getByTestId('arrivee')).toHaveValue(ARRIVEE);
    await page.getByTestId('enregistrer').click();
    await expect(sync(page)).toContainText('2 corrections en attente');
  });

  await service.cable.retablir();
  await expect(sync(page)).toHaveText(/À jour/, { timeout: 60_000 });
  expect(await recues('fatou', 'EST')).toEqual(['PANNE_SVI', 'URGENCE']);
});

test('[CO-6] disque plein, réseau présent : ce qui n’a pas la place d’arriver est dit, jamais « À jour » ; la place revenue, tout arrive', {
  tag: '@long',
}, async () => {
  const compte = await service.creerCompte('irene', 'EST');
  const poste = await allumerIsole(compte);
  await compteEcrit(poste, 'tg.trousseau.irene');
  const page = await rallumerPlein(poste, compte);
  await service.cable.retablir();

  // What a colleague types has to come here.
  const collegue = await service.creerCompte('jeanne', 'EST');
  const autre = await allumerPoste();
  await seConnecter(autre.page, service.cable.origine, collegue);
  await interventionsDuMois(autre.page, service, 'toutes');
  await taper(autre.page, 0, 'pan');
  await autre.page.getByTestId('enregistrer').click();

  await expect(sync(page)).toContainText('Disque plein : cet écran n’est plus à jour', { timeout: 60_000 });
  await limiter(poste);
  await expect(sync(page)).toHaveText(/À jour/, { timeout: 60_000 });
});

test('[CO-6] disque plein : un geste sur un numéro, défait, est dit non annulé ; la place revenue, il se défait', {
  tag: '@long',
}, async () => {
  const compte = await service.creerCompte('noemie', 'EST');
  const poste = await allumerPoste();
  await seConnecter(poste.page, service.cable.origine, compte);
  const [visite] = await service.lire<{ usagerId: string }>('interventions', {
    antenne: 'EST',
    mois: service.moisPasse,
  });
  const fiche = `${service.cable.origine}/usagers/?id=${visite?.usagerId}`;
  const rattacher = async (page: Page, numero: string): Promise<void> => {
    await page.getByRole('button', { name: 'Rattacher un numéro' }).click();
    await page.getByRole('form', { name: 'Rattacher un numéro' }).getByLabel('Numéro').fill(numero);
    await page.keyboard.press('Enter');
  };
  await poste.page.goto(fiche);
  await rattacher(poste.page, '01 99 00 43 21');
  await expect(poste.page.getByRole('alert').filter({ hasText: 'Enregistré' })).toBeVisible();
  await isoler(poste.page, service, 'toutes');
  await poste.tuer();
  await poste.rallumer();
  const { page } = poste;
  await limiter(poste, 1);
  await page.goto(`${service.cable.origine}/numeros/?onglet=propositions`);
  await deverrouiller(page, compte);
  await page.getByText('Gestes des 7 derniers jours').click();
  const geste = page.locator('.gestes li').filter({ hasText: '01 99 00 43 21' });
  const defaire = (): Promise<void> => geste.getByRole('button', { name: 'Annuler' }).click();
  await defaire();
  await expect(page.getByRole('alert').filter({ hasText: 'Rien n’a été annulé' })).toContainText('disque plein');
  await expect(page.locator('.gestes li')).toHaveCount(1);
  await expect(sync(page)).not.toContainText('en attente');
  await limiter(poste);
  await defaire();
  await expect(page.getByRole('alert').filter({ hasText: 'Annulé' }).last()).toBeVisible();
  await expect(sync(page)).toContainText('1 saisie en attente');
  await service.cable.retablir();
  await expect(sync(page)).toHaveText(/À jour/, { timeout: 60_000 });
});

test('[CO-6] localStorage plein : rien ne s’arrête, et c’est dit ; se déconnecter attend ce qui s’écrit, et le compte', {
  tag: '@long',
}, async () => {
  const compte = await service.creerCompte('hawa', 'EST');
  const { page } = await allumerIsole(compte);
  await page.evaluate(() => {
    for (let taille = 2 ** 20; taille >= 1; taille /= 2) {
      for (let n = 0; n < 12; n += 1) {
        try {
          localStorage.setItem(`plein${taille}-${n}`, 'x'.repeat(taille));
        } catch {
          break;
        }
      }
    }
  });

  await test.step('une correction se tape et attend ; la copie qui n’a pas son compte est dite', async () => {
    await taper(page, 0, 'pan');
    await page.getByTestId('enregistrer').click();
    await expect(sync(page)).toContainText('1 correction en attente');
    await sync(page).click();
    await expect(page.getByText('La copie de secours de ce qui attend n’a pas pu être écrite')).toBeVisible();
    await page.keyboard.press('Escape');
  });

  await test.step('ce qui est commencé revient dans sa visite', async () => {
    await taper(page, 1, 'urg');
    await page.keyboard.press('Escape');
    await ouvrirLigne(page, 1);
    await expect(page.getByTestId('arrivee')).toHaveValue(ARRIVEE);
  });

  await test.step('enregistrée sur un poste lent, puis aussitôt « Se déconnecter » : la saisie est comptée avant de pouvoir la perdre', async () => {
    // So slow that it waits until it is told to go on.
    await page.evaluate(() => {
      const vrai = crypto.subtle.encrypt.bind(crypto.subtle);
      const reprise = new Promise((suite) => addEventListener('essai:reprise', suite, { once: true }));
      crypto.subtle.encrypt = async (...a: Parameters<typeof vrai>) => {
        await reprise;
        return vrai(...a);
      };
    });
    await page.getByTestId('enregistrer').click();
    await page.getByRole('button', { name: 'Se déconnecter' }).click();
    const quitter = page.getByRole('dialog').getByRole('button', { name: /se déconnecter/i });
    await expect(quitter).toBeDisabled();
    await page.evaluate(() => dispatchEvent(new Event('essai:reprise')));
    await expect(quitter).toHaveText('Perdre 2 corrections et se déconnecter', { timeout: 30_000 });
    await expect(quitter).toBeEnabled({ timeout: 30_000 });
    await page.getByRole('button', { name: 'Rester connecté' }).click();
  });

  await service.cable.retablir();
  await expect(sync(page)).toHaveText(/À jour/, { timeout: 60_000 });
  expect(await recues('hawa', 'EST')).toEqual(['PANNE_SVI', 'URGENCE']);
});

/** Chromium writes localStorage a few seconds behind the page: the count of what waits is on the disk once a file of it says so. */
const compteEcrit = (poste: Poste, cle: string): Promise<void> => {
  const racine = join(poste.profil, 'Default', 'Local Storage', 'leveldb');
  const lire = (f: string): string => {
    try {
      return readFileSync(join(racine, f), 'latin1');
    } catch {
      // Chromium has put it away since it was listed.
      return '';
    }
  };
  return expect.poll(() => readdirSync(racine).some((f) => lire(f).includes(cle)), { timeout: 30_000 }).toBe(true);
};

/** What a failing disk does: every file of a folder of the profile holds something else. */
const abimer = (poste: Poste, dossier: string): void => {
  const racine = join(poste.profil, 'Default', dossier);
  const fichiers = readdirSync(racine, { recursive: true, withFileTypes: true }).filter((f) => f.isFile());
  expect(fichiers.length).toBeGreaterThan(0);
  for (const f of fichiers) writeFileSync(join(f.parentPath, f.name), 'abîmé');
};

/** Rows of one database, as they lie on the disk. */
const compterRangees = (page: Page, base: string): Promise<number> =>
  page.evaluate(
    (nom) =>
      new Promise<number>((ok, ko) => {
        const d = indexedDB.open(nom);
        d.onerror = () => ko(d.error);
        d.onsuccess = () => {
          const n = d.result.transaction('docs').objectStore('docs').count();
          n.onsuccess = () => {
            d.result.close();
            ok(n.result);
          };
          n.onerror = () => ko(n.error);
        };
      }),
    base,
  );

test('[CO-6] IndexedDB abîmée puis tout abîmé : ce qui attendait est repris de la copie, ou dit perdu ; jamais une base vide sans un mot', {
  tag: '@long',
}, async () => {
  const compte = await service.creerCompte('gilles', 'SUD');
  const poste = await allumerIsole(compte);
  await taper(poste.page, 0, 'pan');
  await poste.page.getByTestId('enregistrer').click();
  // [CO-6] Said once both copies are on the disk; the count, once the first is.
  await expect(poste.page.getByRole('alert').filter({ hasText: 'Gardée sur ce poste' })).toBeVisible();
  await expect(sync(poste.page)).toContainText('1 correction en attente');
  const rallumer = async (...dossiers: string[]): Promise<Page> => {
    await poste.tuer();
    for (const d of dossiers) abimer(poste, d);
    await poste.rallumer();
    await interventionsDuMois(poste.page, service, 'toutes');
    await deverrouiller(poste.page, compte);
    return poste.page;
  };

  await test.step('IndexedDB abîmée, hors ligne : la saisie est reprise, et cela est dit', async () => {
    const page = await rallumer('IndexedDB');
    await expect(page.getByRole('alert').filter({ hasText: 'Saisies retrouvées' })).toContainText('1 saisie reprise');
    await expect(sync(page)).toContainText('1 correction en attente');
    await expect(page.getByTestId('sans-donnees')).toContainText('Elles reviendront d’elles-mêmes');
    await compteEcrit(poste, 'tg.attente.tg-gilles-sud');
  });

  await test.step('IndexedDB et la copie abîmées : la moitié de la clé l’est aussi, rien ne s’ouvre sans le serveur, et c’est dit', async () => {
    const page = await rallumer('IndexedDB', 'File System');
    await expect(page.getByText('Ce poste a perdu ce qui ouvre ses données')).toBeVisible();
  });

  await test.step('le réseau revient : ce qui est perdu est dit, le poste se remplit, le travail reprend', async () => {
    await service.cable.retablir();
    const { page } = poste;
    await expect(page.getByRole('alert').filter({ hasText: /^Saisies (peut-être )?perdues/ })).toBeVisible({
      timeout: 60_000,
    });
    await expect(sync(page)).toHaveText(/À jour/, { timeout: 60_000 });
    await expect(lignesDe(page).first()).toBeVisible();
    await taper(page, 0, 'code');
    await page.getByTestId('enregistrer').click();
    await expect.poll(() => recues('gilles', 'SUD'), { timeout: 30_000 }).toEqual(['CODE_ERRONE']);
    await expect(sync(page)).toHaveText(/À jour/, { timeout: 60_000 });
  });

  for (const [collection, dite] of [
    ['saisies', 'les saisies déjà envoyées'],
    ['decisions', 'les réponses du serveur'],
    ['jours', 'les visites'],
  ] as const) {
    await test.step(`« ${collection} » seule abîmée : c’est dit, et elle seule est relue du serveur`, async () => {
      const { page } = poste;
      const nom = `rxdb-dexie-tg-gilles-sud--1--${collection}`;
      const attendues = await compterRangees(page, nom);
      expect(attendues).toBeGreaterThan(0);
      // A page of ours without the application: nothing holds the database.
      await page.goto(`${service.cable.origine}/manifest.webmanifest`);
      await page.evaluate(
        (base) =>
          new Promise<void>((ok, ko) => {
            const d = indexedDB.deleteDatabase(base);
            d.onsuccess = () => ok();
            d.onerror = () => ko(d.error);
          }),
        nom,
      );
      await interventionsDuMois(page, service, 'toutes');
      await expect(page.getByRole('alert').filter({ hasText: 'Données abîmées' })).toContainText(dite);
      await expect(sync(page)).toHaveText(/À jour/, { timeout: 60_000 });
      // An answer of the server may have come since.
      await expect.poll(() => compterRangees(page, nom), { timeout: 30_000 }).toBeGreaterThanOrEqual(attendues);
    });
  }
});
