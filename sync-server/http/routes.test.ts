import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Role } from '#shared/contrats/acces/compte';
import { baseAntenne } from '#shared/contrats/ids';
import { aLeDroit, type Droit } from '#shared/droits/droits';
import { usager } from '#shared/testing/constructeurs';
import { creerFournisseur } from '../domaines/acces/oidc/fournisseur';
import { ecrireParametre } from '../domaines/exploitation/parametres/parametres';
import { sviFormation } from '../domaines/telephonie/svi-formation';
import { horlogeSysteme } from '../ports/horloge';
import { tenirMetriques } from '../sante/metriques';
import { ecrireTout } from '../store/ecrire';
import { intervenant } from '../transitions/testing/banc';
import { type Banc, type Client, corpsDe, creerCompteDEssai, MOT_DE_PASSE, ouvrirBanc } from './testing/banc';

/**
 * Every route of the server, and the right that opens it; `OUVERTE` before any sign-in, `SESSION` to whoever is signed in.
 * A new route has its line here: without it this test fails. What a right gives to whom is the table of shared/droits.
 */
const TABLE: Record<string, Droit | 'OUVERTE' | 'SESSION'> = {
  'GET /*': 'OUVERTE',
  'GET /sante': 'OUVERTE',
  'GET /api/sonde': 'OUVERTE',
  // By a token of its own, that no session replaces.
  'GET /metrics': 'OUVERTE',
  'GET /api/connexion': 'OUVERTE',
  'POST /api/connexion/depart': 'OUVERTE',
  'POST /api/connexion/retour': 'OUVERTE',
  'POST /api/invitation': 'OUVERTE',
  'POST /api/invitation/lire': 'OUVERTE',
  'POST /api/session': 'OUVERTE',
  'GET /api/session': 'SESSION',
  'DELETE /api/session': 'SESSION',
  'GET /api/service': 'SESSION',
  'GET /api/compte': 'gererSonCompte',
  'POST /api/compte/digest': 'lireAntenne',
  'POST /api/compte/mot-de-passe': 'gererSonCompte',
  'DELETE /api/compte/sessions/:id': 'gererSonCompte',
  'POST /api/compte/second-facteur': 'gererSonCompte',
  'POST /api/compte/second-facteur/confirmer': 'gererSonCompte',
  'POST /api/compte/second-facteur/retirer': 'gererSonCompte',
  'GET /api/referentiel': 'lireReferentiel',
  'GET /api/comptes': 'gererComptes',
  'POST /api/comptes': 'gererComptes',
  'PUT /api/comptes/:identifiant': 'gererComptes',
  'POST /api/comptes/:identifiant/actes': 'gererComptes',
  'GET /api/antennes': 'lireParametres',
  'POST /api/antennes': 'ecrireParametres',
  'PUT /api/antennes/:code': 'ecrireParametres',
  'POST /api/antennes/:code/fermeture': 'ecrireParametres',
  'DELETE /api/antennes/:code/fermeture': 'ecrireParametres',
  'GET /api/parametres': 'lireParametres',
  'POST /api/parametres': 'ecrireParametres',
  'GET /api/audit/fichier': 'lireAudit',
  'GET /api/audit': 'lireAudit',
  'POST /api/audit/consultations': 'noterConsultations',
  'GET /api/consultation/usagers': 'consulter',
  'GET /api/consultation/usagers/:id': 'consulter',
  'GET /api/tentatives': 'lireTentatives',
  'GET /api/usagers/:id/visites': 'lireAntenne',
  'GET /api/usagers/:id/releves/:mois': 'lireAntenne',
  'GET /api/usagers/:id/releves/:mois/liste': 'lireAntenne',
  'POST /api/usagers/:id/code': 'saisir',
  'POST /api/intervenants/:id/code': 'saisir',
  'POST /api/garde': 'OUVERTE',
  'POST /api/garde/prise': 'OUVERTE',
  'GET /api/astreintes': 'tenirAstreintes',
  'POST /api/astreintes': 'tenirAstreintes',
  'DELETE /api/astreintes/:id': 'tenirAstreintes',
  'POST /api/mes-heures': 'OUVERTE',
  'POST /api/mes-heures/contestations': 'OUVERTE',
  'GET /api/pointer/heure': 'OUVERTE',
  'POST /api/pointer': 'OUVERTE',
  'GET /api/liens-pointer/:genre/:id': 'saisir',
  'POST /api/liens-pointer/:genre/:id': 'saisir',
  'DELETE /api/liens-pointer/:genre/:id': 'saisir',
  'POST /api/liens-pointer/feuilles': 'saisir',
  'GET /api/acces-personnel/:genre/:id': 'saisir',
  'POST /api/acces-personnel/:genre/:id': 'saisir',
  'DELETE /api/acces-personnel/:genre/:id': 'saisir',
  'GET /api/suspens-centraux': 'lireSuspensCentraux',
  'GET /api/disponibilite': 'lireDisponibilite',
  'POST /api/maintenances': 'declarerMaintenance',
  'GET /api/rapports': 'lireRapports',
  'POST /api/rapports': 'redigerPropositions',
  'GET /api/rapports/:periode/fichier': 'lireRapports',
  'POST /api/rapports/propositions': 'redigerPropositions',
  'GET /api/incidents': 'lireIncidents',
  'GET /api/incidents/compte': 'lireIncidents',
  'GET /api/incidents/fichier': 'lireIncidents',
  'POST /api/incidents': 'signalerEnLigne',
  'POST /api/incidents/gestes': 'lireIncidents',
  'GET /api/formation/exercices': 'saisir',
  'POST /api/formation/appels': 'saisir',
  'POST /api/formation/appels/:id/touches': 'saisir',
  'POST /api/formation/appels/:id/fin': 'saisir',
  'GET /api/nouveautes': 'gererSonCompte',
  'POST /api/nouveautes': 'gererSonCompte',
  'GET /api/nouveautes/registre': 'lireRegistreVersions',
  'GET /api/receptions': 'lireImports',
  'POST /api/receptions/suite': 'confirmerImport',
  'GET /api/pilotage': 'lirePilotage',
  'GET /api/pilotage/fichier': 'lirePilotage',
  'GET /api/pilotage/antenne': 'lirePilotage',
  'GET /api/pilotage/visites': 'lirePilotageNominatif',
  'GET /api/prefacturation': 'lireAntenne',
  'GET /api/prefacturation/explication': 'lireAntenne',
  'GET /api/prefacturation/fichier': 'lireAntenne',
  'GET /api/envois': 'lireEnvois',
  'POST /api/envois': 'envoyerDases',
  'POST /api/envois/preparation': 'envoyerDases',
  'POST /api/envois/renvoi': 'envoyerDases',
  'GET /api/factures': 'lireFactures',
  'GET /api/factures/:id': 'lireFactures',
  'POST /api/factures': 'deposerFactures',
  'GET /api/cloture': 'lireAntenne',
  'GET /api/cloture/etape': 'lireAntenne',
  'GET /api/cloture/bilan': 'lireAntenne',
  'POST /api/cloture': 'cloturer',
  'GET /api/cloture/chiffres': 'lireAntenne',
  'GET /api/cloture/fichiers': 'cloturer',
  'GET /api/cloture/fichier': 'cloturer',
  'GET /api/etats': 'lireEtats',
  'GET /api/etats/etape': 'lireEtats',
  'GET /api/etats/personnes': 'lireEtats',
  'GET /api/etats/:id': 'lireEtats',
  'GET /api/etats/:id/visites': 'lireEtats',
  'GET /api/etats/:id/fichier': 'lireEtats',
  'GET /api/etats/:id/plannings': 'lireEtats',
  'GET /api/etats/justificatifs': 'lireEtats',
  'GET /api/etats/selections': 'garderEtats',
  'POST /api/etats/selections': 'garderEtats',
  'PUT /api/etats/selections/:id': 'garderEtats',
  'DELETE /api/etats/selections/:id': 'garderEtats',
  'POST /api/etats/selections/:id/envoi': 'garderEtats',
  'GET /api/pro-forma': 'lireAntenne',
  'GET /api/pro-forma/fichier': 'lireAntenne',
  'GET /replication/flux': 'lireAntenne',
  'GET /replication/:collection': 'lireAntenne',
  'POST /replication/poste': 'lireAntenne',
  'POST /replication/saisies': 'saisir',
};

/** What a session that owes a second factor may still ask for. */
const POUR_LE_SECOND_FACTEUR = [
  'GET /api/session',
  'DELETE /api/session',
  'GET /api/compte',
  'POST /api/compte/second-facteur',
  'POST /api/compte/second-facteur/confirmer',
];

const PROFILS: Record<string, { role: Role; responsable?: boolean }> = {
  gestionnaire: { role: 'GESTIONNAIRE' },
  responsable: { role: 'GESTIONNAIRE', responsable: true },
  central: { role: 'CENTRAL' },
  administrateur: { role: 'ADMINISTRATEUR' },
  technique: { role: 'TECHNIQUE' },
  auditeur: { role: 'AUDITEUR' },
};
const antennesDuRole = (role: Role) => (role === 'GESTIONNAIRE' ? (['EST'] as const) : []);

const REQUETE = 'antenne=EST&de=2026-10-01&a=2026-10-02&mois=2026-10';
const PARAMETRES: Record<string, string> = { ':id': 'U1', ':identifiant': 'personne', ':collection': 'jours', '*': '' };

let banc: Banc;
let dossier: string;
const clients = new Map<string, Client>();
/** Every cookie that was set by any answer of this file. */
const cookies: string[] = [];

const lignes = (): string[] =>
  banc.serveur.routes.filter((r) => r.method !== 'HEAD').map((r) => `${r.method} ${r.url}`);
const ecritures = (): string[] => lignes().filter((l) => !l.startsWith('GET '));
const adresse = (ligne: string): string =>
  `${ligne.slice(ligne.indexOf(' ') + 1).replace(/:[a-z]+|\*/gi, (p) => PARAMETRES[p] ?? 'x')}?${REQUETE}`;
const methode = (ligne: string): string => ligne.slice(0, ligne.indexOf(' '));

/** Asks, and keeps the headers: of the stream too, which never ends. */
const demander = async (
  ligne: string,
  client: Client,
  plus: { entetes?: Record<string, string>; corps?: unknown } = {},
) => {
  const corps = methode(ligne) === 'GET' ? {} : { corps: 'corps' in plus ? plus.corps : {} };
  const r = await client.appeler(methode(ligne), adresse(ligne), { ...plus, ...corps });
  cookies.push(...r.headers.getSetCookie());
  const flux = r.headers.get('content-type')?.startsWith('text/event-stream');
  const texte = flux ? '' : await r.text();
  if (flux) await r.body?.cancel();
  const code = texte.startsWith('{') ? (JSON.parse(texte) as { code?: string }).code : undefined;
  return { statut: r.status, code, entetes: r.headers };
};

beforeAll(async () => {
  dossier = await mkdtemp(join(tmpdir(), 'tg-routes-'));
  await writeFile(join(dossier, 'index.html'), '<title>Accueil</title>');
  await writeFile(join(dossier, '404.html'), '<title>Introuvable</title>');
  banc = await ouvrirBanc({
    origine: 'https://extranet.test',
    dossierCoquille: dossier,
    formation: { mode: 'formation', svi: sviFormation(dossier) },
    metriques: { tenue: tenirMetriques(() => Promise.reject(new Error('sans jeton'))), jeton: 'x'.repeat(16) },
    // Nobody answers there: the routes exist, which is all that is asked here.
    fournisseur: creerFournisseur({
      emetteur: 'http://127.0.0.1:9',
      clientId: 'x',
      secret: 'x',
      nom: 'la Ville',
      champ: 'email',
      portees: 'openid email',
      niveaux: [],
    }),
  });
  await ecrireTout(banc.magasin, baseAntenne('EST'), [usager('U1'), intervenant('U1', 'EST')]);
  for (const [nom, { role, responsable }] of Object.entries(PROFILS)) {
    await creerCompteDEssai(banc.magasin, nom, role, [...antennesDuRole(role)], responsable);
    clients.set(nom, await banc.connecter(nom));
  }
});
afterAll(async () => {
  await banc.fermer();
  await rm(dossier, { recursive: true });
});
const client = (nom: string): Client => clients.get(nom) ?? banc.anonyme;

test('each route of the server has its line in the table of rights, and each line its route', () => {
  expect(lignes().sort()).toEqual(Object.keys(TABLE).sort());
  for (const r of banc.serveur.routes) expect(['GET', 'HEAD', 'POST', 'PUT', 'DELETE']).toContain(r.method);
});

test('a refusal names who has the right: to an administrator too, it says something true', async () => {
  const dit = async (nom: string, chemin: string) =>
    ((await corpsDe(await client(nom).appeler('GET', chemin))) as { message?: string }).message;
  expect(await dit('administrateur', '/api/receptions')).toBe(
    'Votre rôle ne le permet pas. Demandez-le à qui en a le droit : gestionnaire d’antenne, service central ou technique.',
  );
  expect(await dit('central', '/api/comptes')).toBe(
    'Votre rôle ne le permet pas. Demandez-le à qui en a le droit : administrateur.',
  );
});

test.each(Object.keys(PROFILS))('« %s »: exactly the routes that the table opens', async (nom) => {
  const { role, responsable } = PROFILS[nom] ?? { role: 'AUDITEUR' };
  const porteur = { role, responsable: responsable === true, antennes: [...antennesDuRole(role)] };
  for (const ligne of lignes().filter((l) => l !== 'DELETE /api/session')) {
    const droit = TABLE[ligne];
    const permis = droit === 'OUVERTE' || droit === 'SESSION' || (droit !== undefined && aLeDroit(porteur, droit));
    const { statut, code } = await demander(ligne, client(nom));
    if (permis) expect([ligne, statut === 403 ? code : 'ouverte']).toEqual([ligne, 'ouverte']);
    else expect([ligne, statut, code]).toEqual([ligne, 403, 'ROLE']);
    if (permis && droit !== 'OUVERTE') expect([ligne, statut]).not.toEqual([ligne, 401]);
    if (statut >= 500)
      expect([ligne, code]).toEqual([
        ligne,
        ligne.includes('connexion/depart') ? 'FOURNISSEUR_MUET' : expect.stringMatching(/^(REPLI|COUPURE)$/),
      ]);
  }
});

test('without a session: 401 everywhere but where one signs in', async () => {
  for (const ligne of lignes()) {
    const { statut, code } = await demander(ligne, banc.anonyme);
    if (TABLE[ligne] !== 'OUVERTE') expect([ligne, statut, code]).toEqual([ligne, 401, 'SESSION']);
    else expect([ligne, code === 'SESSION' || code === 'ROLE']).toEqual([ligne, false]);
  }
});

test('a session that owes a second factor reaches what sets it up, and nothing else', async () => {
  const r = await ecrireParametre(banc.magasin, horlogeSysteme, {
    cle: 'rolesSecondFacteur',
    valeur: '["ADMINISTRATEUR"]',
    depuis: '2026-01-01',
    auteur: 'essai',
  });
  expect(r.ok).toBe(true);
  const restreint = await banc.connecter('administrateur');
  for (const ligne of lignes().filter((l) => TABLE[l] !== 'OUVERTE' && l !== 'DELETE /api/session')) {
    const { statut, code } = await demander(ligne, restreint);
    const libre = POUR_LE_SECOND_FACTEUR.includes(ligne);
    expect([ligne, statut === 403 && code === 'SECOND_FACTEUR']).toEqual([ligne, !libre]);
  }
});

describe('writes come from our own pages, as JSON', () => {
  const AILLEURS: [string, Record<string, string>][] = [
    ['another site', { origin: 'https://ailleurs.test' }],
    ['a site of the same name in another domain', { origin: 'https://extranet.test.ailleurs.test' }],
    ['a sandboxed page', { origin: 'null' }],
    ['an empty origin', { origin: '' }],
    ['a page that the browser says is of another site', { 'sec-fetch-site': 'cross-site' }],
    ['a page of a neighbour of the domain', { 'sec-fetch-site': 'same-site' }],
    ['no page', { 'sec-fetch-site': 'none' }],
  ];
  test.each(AILLEURS)('from %s: refused on every route that changes something', async (_, entetes) => {
    for (const ligne of ecritures()) {
      const { statut, code } = await demander(ligne, client('gestionnaire'), { entetes });
      expect([ligne, statut, code]).toEqual([ligne, 403, 'ORIGINE']);
    }
  });

  test('without Origin: refused on every route that changes something', async () => {
    for (const ligne of ecritures()) {
      const r = await fetch(banc.origine + adresse(ligne), {
        method: methode(ligne),
        headers: { cookie: client('gestionnaire').cookie, 'content-type': 'application/json' },
        body: '{}',
      });
      expect([ligne, r.status, (await corpsDe(r)).code]).toEqual([ligne, 403, 'ORIGINE']);
    }
  });

  test.each(['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x', 'text/xml'])(
    'as %s: refused on every route that changes something',
    async (type) => {
      for (const ligne of ecritures()) {
        const plus = { entetes: { 'content-type': type }, corps: '{"a":1}' };
        const { statut, code } = await demander(ligne, client('gestionnaire'), plus);
        expect([ligne, statut, code]).toEqual([ligne, 415, 'TYPE_CONTENU']);
      }
    },
  );

  test('reading changes nothing: no route answers another verb by doing the same', async () => {
    for (const ligne of ecritures()) {
      const { statut } = await demander(`GET ${ligne.slice(ligne.indexOf(' ') + 1)}`, client('gestionnaire'));
      const lue = TABLE[`GET ${ligne.slice(ligne.indexOf(' ') + 1)}`] !== undefined;
      const parMotif = ligne === 'POST /replication/saisies';
      if (!lue && !parMotif) expect([ligne, statut]).toEqual([ligne, 404]);
    }
  });
});

test('headers of every answer, given or refused', async () => {
  const regles = (csp: string): Map<string, string> =>
    new Map(csp.split(';').map((r) => [r.trim().split(' ')[0] ?? '', r.trim().split(' ').slice(1).join(' ')]));
  for (const qui of ['anonyme', 'gestionnaire'])
    for (const ligne of lignes().filter((l) => l !== 'DELETE /api/session')) {
      const { entetes } = await demander(ligne, client(qui));
      const lu = (nom: string): [string, string | null] => [ligne, entetes.get(nom)];
      if (ligne !== 'GET /*') expect(lu('cache-control')).toEqual([ligne, expect.stringMatching(/^no-store\b/)]);
      expect(lu('x-content-type-options')).toEqual([ligne, 'nosniff']);
      expect(lu('strict-transport-security')).toEqual([ligne, 'max-age=31536000; includeSubDomains']);
      expect(lu('referrer-policy')).toEqual([ligne, 'same-origin']);
      expect(lu('cross-origin-resource-policy')).toEqual([ligne, 'same-origin']);
      expect(lu('access-control-allow-origin')).toEqual([ligne, null]);
      const csp = regles(entetes.get('content-security-policy') ?? '');
      expect([ligne, csp.get('script-src'), csp.get('default-src')]).toEqual([ligne, "'self'", "'none'"]);
      for (const [nom, attendu] of [
        ['frame-ancestors', "'none'"],
        ['base-uri', "'none'"],
        ['form-action', "'self'"],
        ['connect-src', "'self'"],
      ] as const)
        expect([ligne, nom, csp.get(nom)]).toEqual([ligne, nom, attendu]);
      for (const [nom, valeur] of csp)
        if (nom !== 'style-src')
          expect([ligne, nom, valeur]).not.toEqual([ligne, nom, expect.stringMatching(/unsafe|\*|http/)]);
    }
});

test('the shell and an address that does not exist have them too', async () => {
  for (const chemin of ['/', '/nulle-part/', '/api/nulle-part', '/replication']) {
    const r = await banc.anonyme.appeler('GET', chemin, { entetes: { accept: 'text/html' } });
    expect([chemin, r.headers.get('content-security-policy')]).toEqual([
      chemin,
      expect.stringContaining("script-src 'self';"),
    ]);
    expect(r.headers.get('x-content-type-options')).toBe('nosniff');
    if (chemin.startsWith('/api') || chemin.startsWith('/replication'))
      expect(r.headers.get('cache-control')).toBe('no-store');
  }
});

test('every cookie, set or taken away: this host alone, no script, no other site, never in clear', async () => {
  const corps = { identifiant: 'auditeur', motDePasse: MOT_DE_PASSE };
  const entree = await banc.anonyme.appeler('POST', '/api/session', { corps });
  cookies.push(...entree.headers.getSetCookie());
  const cookie = entree.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const retour = { recherche: '?code=x&state=y' };
  const refus = await banc.anonyme.appeler('POST', '/api/connexion/retour', { corps: retour });
  cookies.push(...refus.headers.getSetCookie());
  const sortie = await banc.anonyme.appeler('DELETE', '/api/session', { entetes: { cookie } });
  cookies.push(...sortie.headers.getSetCookie());
  expect(new Set(cookies.map((c) => c.split('=')[0]))).toEqual(
    new Set(['__Host-tg_session', '__Host-tg_connu', '__Host-tg_depart']),
  );
  for (const c of cookies) {
    for (const attribut of ['; Path=/', '; HttpOnly', '; Secure', '; SameSite=Strict']) expect(c).toContain(attribut);
    expect(c).not.toMatch(/domain=/i);
  }
});
