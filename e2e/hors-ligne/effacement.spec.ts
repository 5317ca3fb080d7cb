import { expect, type Page } from '@playwright/test';
import { test } from '../outils/histoire';
import { corrigerIsole } from '../outils/isoler';
import { ranger } from '../outils/menage';
import { allumerPoste, attendreServiceWorker, deverrouiller, entrer, seConnecter } from '../outils/navigateur';
import type { ServiceEssai } from '../outils/service';

let service: ServiceEssai;

test.beforeAll(async ({ service: commun }) => {
  service = commun;
});
test.afterEach(ranger);

/** Names of all that is kept: databases, keys, files. The name of the device stays: it says nothing of anyone. */
const restes = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const fichiers: string[] = [];
    for await (const nom of (await navigator.storage.getDirectory()).keys()) fichiers.push(nom);
    return [
      ...(await indexedDB.databases()).flatMap((b) => b.name ?? []),
      ...Object.keys(localStorage).filter((k) => k.startsWith('tg.') && k !== 'tg.poste'),
      ...fichiers,
    ];
  });

const seDeconnecter = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: /déconnect/i }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Se déconnecter' }).click();
  await expect(page.getByLabel('Identifiant')).toBeVisible();
};

/** All that IndexedDB, localStorage and OPFS hold, as text. */
const toutCeQuiEstGarde = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const morceaux: string[] = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })];
    for (const { name } of await indexedDB.databases()) {
      if (!name) continue;
      const base = await new Promise<IDBDatabase>((ok, ko) => {
        const d = indexedDB.open(name);
        d.onsuccess = () => ok(d.result);
        d.onerror = () => ko(d.error);
      });
      for (const table of base.objectStoreNames) {
        const lignes = await new Promise<unknown[]>((ok, ko) => {
          const d = base.transaction(table).objectStore(table).getAll();
          d.onsuccess = () => ok(d.result);
          d.onerror = () => ko(d.error);
        });
        morceaux.push(JSON.stringify(lignes));
      }
      base.close();
    }
    const parcourir = async (dossier: FileSystemDirectoryHandle): Promise<void> => {
      for await (const f of dossier.values()) {
        if (f instanceof FileSystemDirectoryHandle) await parcourir(f);
        else if (f instanceof FileSystemFileHandle) morceaux.push(await (await f.getFile()).text());
      }
    };
    await parcourir(await navigator.storage.getDirectory());
    return morceaux.join('\n');
  });

test('au repos tout est chiffré ; la déconnexion efface ; un compte désactivé efface à son prochain contact', async () => {
  const [alice, benoit] = [await service.creerCompte('alice', 'SUD'), await service.creerCompte('benoit', 'SUD')];
  const noms = await service.lire<{ nom: string; prenom: string; adresse: string }>('usagers', { antenne: 'SUD' });

  const { page } = await allumerPoste();
  await test.step('rien de lisible sur le disque', async () => {
    await seConnecter(page, service.cable.origine, alice);
    await corrigerIsole(page, service);
    expect(await restes(page)).toContain('tg-alice-sud.attente');
    const garde = await toutCeQuiEstGarde(page);
    expect(garde.length).toBeGreaterThan(10_000);
    for (const u of noms) {
      expect(garde).not.toContain(u.adresse);
      expect(garde).not.toContain(`"${u.nom}"`);
    }
    expect(garde).not.toContain('PANNE_SVI');
    expect(garde).not.toContain(alice.motDePasse);
    await service.cable.retablir();
    await expect(page.getByTestId('sync')).toContainText('À jour', { timeout: 60_000 });
  });

  await test.step('la déconnexion efface tout', async () => {
    const garde = await page.evaluate(() => ({ ...localStorage }));
    expect(Object.keys(garde)).toContain('tg.trousseau.alice');
    await attendreServiceWorker(page);
    await seDeconnecter(page);
    await expect.poll(() => restes(page)).toEqual([]);
    // The browser's own files keep for a time the bytes of what was removed: put back whole, they open by no password, were it the right one.
    await page.evaluate((avant) => Object.assign(localStorage, avant), garde);
    await service.cable.couper();
    await page.reload();
    await deverrouiller(page, alice);
    await expect(page.getByText('Ce poste a perdu ce qui ouvre ses données')).toBeVisible();
    await service.cable.retablir();
  });

  await test.step('un compte désactivé efface à son prochain contact', async () => {
    const { page } = await allumerPoste();
    await seConnecter(page, service.cable.origine, benoit);
    await service.commande('compte', 'desactiver', benoit.identifiant);
    await expect(page.getByText('Ce compte n’est plus actif')).toBeVisible({ timeout: 30_000 });
    await expect.poll(() => restes(page)).toEqual([]);
  });
});

test('[CO-6] la déconnexion d’anne laisse sur le poste le travail non envoyé d’anne-marie, qui part quand elle revient', async () => {
  const anne = await service.creerCompte('anne', 'EST');
  const anneMarie = await service.creerCompte('anne-marie', 'EST');
  const { page } = await allumerPoste();
  await seConnecter(page, service.cable.origine, anneMarie);
  await corrigerIsole(page, service);
  const avant = await restes(page);
  // She leaves the PC as it is, her session ends; the network comes back for the next person.
  await page.goto('about:blank');
  await page.context().clearCookies();
  await service.cable.retablir();
  await seConnecter(page, service.cable.origine, anne);
  await seDeconnecter(page);
  const deTous = ['tg.compte', 'tg.service', 'tg.hors-ligne'];
  const sansCompte = avant.filter((n) => !deTous.includes(n));
  await expect.poll(async () => (await restes(page)).toSorted()).toEqual(sansCompte.toSorted());

  await seConnecter(page, service.cable.origine, anneMarie);
  const recues = await service.lire<{ auteur: string }>('corrections', { antenne: 'EST', mois: service.moisPasse });
  expect(recues.filter((c) => c.auteur === 'anne-marie')).toHaveLength(1);
});

test('une déconnexion coupée après l’effacement de la clé n’empêche pas de se reconnecter', {
  tag: '@long',
}, async () => {
  const carole = await service.creerCompte('carole', 'SUD');
  const { page } = await allumerPoste();
  await seConnecter(page, service.cable.origine, carole);
  await page.evaluate(() => localStorage.removeItem('tg.trousseau.carole'));
  await seConnecter(page, service.cable.origine, carole);
  await expect(page.getByRole('main')).toBeVisible();
});

test('[CO-6] le navigateur a perdu le trousseau, pas ce qui attendait : personne ne le rouvrira, et c’est dit jusqu’à ce que ce soit lu', {
  tag: '@long',
}, async () => {
  const sonia = await service.creerCompte('sonia', 'EST');
  const { page } = await allumerPoste();
  await seConnecter(page, service.cable.origine, sonia);
  await corrigerIsole(page, service);
  await page.goto('about:blank');
  await service.cable.retablir();
  // A page of ours without the application: nothing leaves, and nothing writes again what is taken.
  await page.goto(`${service.cable.origine}/manifest.webmanifest`);
  expect(await restes(page)).toContain('tg-sonia-est.attente');
  await page.evaluate(() => localStorage.clear());
  await seConnecter(page, service.cable.origine, sonia);
  const dit = page.getByRole('alert').filter({ hasText: 'Saisies peut-être perdues' });
  await expect(dit).toContainText('plus rien ne peut les rouvrir');
  await page.reload();
  await dit.getByRole('button').click();
  await page.reload();
  await expect(page.getByTestId('sync')).toContainText('À jour', { timeout: 60_000 });
  await expect(dit).toBeHidden();
});

test('ce qui a été lu sans réseau survit à la déconnexion, qui le dit, et part à la connexion suivante', {
  tag: '@long',
}, async () => {
  const odile = await service.creerCompte('odile', 'EST');
  const { page } = await allumerPoste();
  await seConnecter(page, service.cable.origine, odile);
  const [usager] = await service.lire<{ id: string }>('usagers', { antenne: 'EST' });
  if (!usager) throw new Error('un usager d’Est attendu');
  await attendreServiceWorker(page);
  await service.cable.couper();
  await expect(page.getByTestId('sync')).toContainText('Hors ligne', { timeout: 30_000 });
  await page.goto(`${service.cable.origine}/usagers/?id=${usager.id}`);
  await deverrouiller(page, odile);
  await expect.poll(() => restes(page)).toContain('tg.consultations.odile');
  await page.getByRole('button', { name: /déconnect/i }).click();
  await expect(page.getByTestId('lectures')).toContainText(/^1.lecture de dossiers manque encore au journal d’audit/);
  await page.getByRole('dialog').getByRole('button', { name: 'Se déconnecter' }).click();
  await expect(page.getByLabel('Identifiant')).toBeVisible();
  // Ids and hours only; and that a session is still to be closed, of nobody.
  await expect.poll(async () => (await restes(page)).sort()).toEqual(['tg.consultations.odile', 'tg.sortie']);

  await service.cable.retablir();
  const notee = page.waitForRequest((r) => r.url().endsWith('/api/audit/consultations'), { timeout: 60_000 });
  await seConnecter(page, service.cable.origine, odile);
  expect((await notee).postData()).toContain(`"usagerId":"${usager.id}"`);
  await expect.poll(() => restes(page)).not.toContain('tg.consultations.odile');
});

test('sans réseau, un mot de passe faux n’ouvre rien et ne retient rien : un compte désactivé s’efface ensuite', async () => {
  const david = await service.creerCompte('david', 'SUD');
  const { page } = await allumerPoste();
  await seConnecter(page, service.cable.origine, david);
  await attendreServiceWorker(page);
  await service.cable.couper();
  await page.reload();
  await deverrouiller(page, { ...david, motDePasse: `${david.motDePasse}-faux` });
  await expect(page.getByText('n’est pas celui de la dernière connexion')).toBeVisible();
  await service.commande('compte', 'desactiver', david.identifiant);
  await service.cable.retablir();
  await page.getByRole('button', { name: 'Réessayer de joindre le serveur' }).click();
  await expect(page.getByText('Ce compte n’est plus actif')).toBeVisible({ timeout: 30_000 });
  await expect.poll(() => restes(page)).toEqual([]);
});

test('la déconnexion dans un onglet ferme aussi celui qui s’est ouvert sans réseau', { tag: '@long' }, async () => {
  const elise = await service.creerCompte('elise', 'SUD');
  const { page } = await allumerPoste();
  await seConnecter(page, service.cable.origine, elise);
  await attendreServiceWorker(page);
  await service.cable.couper();
  const second = await page.context().newPage();
  await second.goto(service.cable.origine);
  await deverrouiller(second, elise);
  await expect(second.getByTestId('sync')).toContainText('Hors ligne', { timeout: 30_000 });
  await service.cable.retablir();
  for (const p of [page, second]) await expect(p.getByTestId('sync')).toContainText('À jour', { timeout: 60_000 });
  await seDeconnecter(page);
  // It holds the password that was typed without a server: the end of the session must not make it sign in again.
  await expect(second.getByText('déconnecté dans un autre onglet')).toBeVisible();
  await expect.poll(() => restes(page)).toEqual([]);
  await second.reload();
  await expect(second.getByLabel('Identifiant')).toBeVisible();
});

/** What the server answers to who asks whose session this is, with the cookie of this browser. */
const statutSession = (page: Page): Promise<number> => page.evaluate(() => fetch('/api/session').then((r) => r.status));

test('quitté pendant une coupure, un compte est fermé au retour du réseau, avant toute autre demande : personne n’entre à sa place', {
  tag: '@long',
}, async () => {
  const [admin, fanny] = [
    await service.creerCompte('admin-effacement', '', { role: 'ADMINISTRATEUR' }),
    await service.creerCompte('fanny', 'SUD'),
  ];
  const { page } = await allumerPoste();
  const entrerEnAdministratrice = async (): Promise<void> => {
    await entrer(page, service.cable.origine, admin);
    await expect(page.getByRole('main', { name: 'Administration' })).toBeVisible();
    await attendreServiceWorker(page);
  };
  const quitterSansReseau = async (): Promise<void> => {
    await service.cable.couper();
    await page.getByRole('button', { name: 'Se déconnecter' }).click();
    await expect(page.getByTestId('session-a-fermer')).toContainText('y est encore ouverte');
  };

  await test.step('l’écran de connexion est resté ouvert : la session se ferme dès que le serveur répond', async () => {
    await entrerEnAdministratrice();
    await quitterSansReseau();
    await service.cable.retablir();
    await expect(page.getByTestId('session-a-fermer')).toContainText('est maintenant fermée', { timeout: 30_000 });
    expect(await statutSession(page)).toBe(401);
  });

  await test.step('le poste est rechargé au retour : il demande qui est là', async () => {
    await entrerEnAdministratrice();
    await quitterSansReseau();
    await page.goto('about:blank');
    await service.cable.retablir();
    await page.goto(service.cable.origine);
    await expect(page.getByLabel('Identifiant')).toBeVisible();
    await expect.poll(() => statutSession(page)).toBe(401);
  });

  await test.step('une autre personne se connecte aussitôt : sa session n’est pas celle qui se ferme', async () => {
    await entrerEnAdministratrice();
    await quitterSansReseau();
    await service.cable.retablir();
    await seConnecter(page, service.cable.origine, fanny);
    expect(await statutSession(page)).toBe(200);
    await page.reload();
    await expect(page.getByTestId('sync')).toContainText('À jour', { timeout: 60_000 });
  });
});
