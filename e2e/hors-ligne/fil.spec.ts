import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { dateParis, instantDe } from '#shared/temps/paris';
import { interventionsDuMois as allerAuMois, corrigerLaPremiere, lignesDe } from '../outils/corriger';
import { deplierJournee } from '../outils/journee';
import { ranger } from '../outils/menage';
import { allumerPoste, attendreServiceWorker, seConnecter } from '../outils/navigateur';
import { visitesLeJour } from '../outils/planifier';
import { type CompteEssai, demarrerServiceEssai, type ServiceEssai } from '../outils/service';

type Usager = { id: string; nom: string; prenom: string; telephones: string[]; antennes: { antenne: string }[] };
type Intervenant = { id: string; antenne: string; codeSvi: string; dateFin?: string };

let service: ServiceEssai;

test.beforeAll(async () => {
  service = await demarrerServiceEssai();
});
test.afterAll(ranger);

const interventionsDuMois = (page: Page, filtre?: string): Promise<void> => allerAuMois(page, service, filtre);

test('[CO-6] un appel arrive en direct, trois corrections hors ligne survivent à la mort du navigateur et partent seules', async () => {
  const est: CompteEssai = await service.creerCompte('marie', 'EST');
  const est2: CompteEssai = await service.creerCompte('paul', 'EST');
  const sud: CompteEssai = await service.creerCompte('lea', 'SUD');
  const poste = await allumerPoste();
  await seConnecter(poste.page, service.cable.origine, est);
  await deplierJournee(poste.page, est.identifiant);

  const aujourdhui = dateParis(instantDe(Date.now()));
  await test.step('un appel simulé change l’écran ouvert, sans que rien y soit touché', async () => {
    const usagers = await service.lire<Usager>('usagers', { antenne: 'EST' });
    const aides = await service.lire<Intervenant>('intervenants', { antenne: 'EST' });
    const tous = await service.lire<Usager>('usagers');
    const duJour = await visitesLeJour(service, 'EST', aujourdhui);
    const seul = usagers.find(
      (u) =>
        !duJour.has(u.id) &&
        u.telephones[0] &&
        tous.filter((v) => v.telephones.includes(u.telephones[0] ?? '')).length === 1,
    );
    const aide = aides.find((a) => a.antenne === 'EST' && a.dateFin === undefined);
    if (!seul?.telephones[0] || !aide) throw new Error('un usager et une aide attendus');
    await expect(poste.page).toHaveURL(/aujourdhui/);
    // Of those of her name: others begin and end meanwhile.
    const enCours = poste.page.locator('tr[data-statut=EN_COURS]').filter({ hasText: seul.nom });
    const avant = await enCours.count();
    const [appel] = await Promise.all([
      service.appeler(seul.telephones[0], `${aide.codeSvi},1`),
      // Looked for from now on: a line is marked for a few seconds.
      expect(poste.page.locator('tr.ligne--touchee').filter({ hasText: seul.nom }).first()).toBeVisible({
        timeout: 60_000,
      }),
    ]);
    expect(appel.dit.join(' ')).toContain('Arrivée enregistrée');
    await expect(enCours).toHaveCount(avant + 1);
  });

  await interventionsDuMois(poste.page);
  await expect(poste.page.getByTestId('sync')).toContainText('À jour');
  await attendreServiceWorker(poste.page);

  const corrigees: string[] = [];
  await test.step('le réseau est coupé, trois corrections sont saisies', async () => {
    await service.cable.couper();
    await expect(poste.page.getByTestId('sync')).toContainText('Hors ligne', { timeout: 30_000 });
    for (const motif of ['pan', 'code', 'urg']) corrigees.push(await corrigerLaPremiere(poste.page, motif));
    await expect(poste.page.getByTestId('sync')).toContainText('3 corrections en attente');
  });

  await test.step('le navigateur est tué, rallumé sans réseau : tout est là', async () => {
    await poste.tuer();
    await poste.rallumer();
    await interventionsDuMois(poste.page, 'en-attente');
    await poste.page.getByLabel(`Mot de passe de ${est.identifiant}`).fill(est.motDePasse);
    await poste.page.getByRole('button', { name: 'Déverrouiller' }).click();
    await expect(poste.page.getByTestId('sync')).toContainText('3 corrections en attente');
    await expect(lignesDe(poste.page)).toHaveCount(3);
  });

  await test.step('le réseau revient : elles partent d’elles-mêmes', async () => {
    await service.cable.retablir();
    await expect(poste.page.getByTestId('sync')).toHaveText(/À jour/, { timeout: 60_000 });
    const recues = await service.lire<{ auteur: string; verdict?: { decision: string } }>('corrections', {
      antenne: 'EST',
      mois: service.moisPasse,
    });
    expect(recues.filter((c) => c.auteur === 'marie')).toHaveLength(3);
  });

  await test.step('un collègue de l’antenne les voit', async () => {
    const collegue = await allumerPoste({ enLigne: true });
    await seConnecter(collegue.page, service.cable.origine, est2);
    await interventionsDuMois(collegue.page, 'corrigees');
    for (const qui of corrigees) await expect(collegue.page.locator('[data-testid=grille]')).toContainText(qui);
  });

  await test.step('une autre antenne ne les obtient par aucune demande', async () => {
    const ailleurs = await allumerPoste({ enLigne: true });
    await seConnecter(ailleurs.page, service.cable.origine, sud);
    const reponses = await ailleurs.page.evaluate(async (mois) => {
      const demandes: [string, RequestInit?][] = [
        ...['dossiers', 'jours', 'saisies', 'decisions'].flatMap((c): [string, RequestInit?][] => [
          [`/replication/${c}?antenne=EST`],
          [`/replication/${c}?antenne=SUD&antenne=EST`],
          [`/replication/${c}?antenne=SUD`, { headers: { 'x-antenne': 'EST' } }],
          [`/replication/${c}?antenne=est`],
        ]),
        ['/replication/flux?antenne=EST'],
        [
          '/replication/saisies?antenne=EST',
          { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"documents":[]}' },
        ],
        ['/api/referentiel?antenne=EST'],
        ['/api/session'],
        [`/interventions/?mois=${mois}&antenne=EST`],
      ];
      const textes: { url: string; statut: number; texte: string }[] = [];
      for (const [url, init] of demandes) {
        const r = await fetch(url, init);
        const texte = r.headers.get('content-type')?.includes('event-stream') ? '(flux ouvert)' : await r.text();
        textes.push({ url, statut: r.status, texte });
      }
      return textes;
    }, service.moisPasse);
    const noms = (await service.lire<Usager>('usagers', { antenne: 'EST' })).map((u) => u.id);
    for (const r of reponses) {
      if (/antenne=EST/.test(r.url) && r.url.startsWith('/replication'))
        expect([r.url, r.statut]).not.toEqual([r.url, 200]);
      for (const id of noms) expect(r.texte, r.url).not.toContain(`"${id}"`);
    }
  });

  await test.step('la clôture exporte les heures corrigées', async () => {
    await service.processus('cloturer', service.moisPasse, '--motif', 'fil');
    const vers = join(service.dossier, 'export');
    await service.processus('exporter', service.moisPasse, '--vers', vers);
    const fait = readdirSync(vers).find((f) => f.startsWith('SERVICE_FAIT_EST_'));
    const texte = readFileSync(join(vers, fait ?? ''), 'utf8');
    for (const motif of ['PANNE_SVI', 'CODE_ERRONE', 'URGENCE']) expect(texte).toContain(`;${motif};`);
  });
});
