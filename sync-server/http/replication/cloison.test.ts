import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Antenne } from '#shared/contrats/commun';
import { BASE_CENTRALE, baseAntenne } from '#shared/contrats/ids';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { ecrireTout } from '../../store/ecrire';
import { lirePlage } from '../../store/lire';
import { type Banc, type Client, creerCompteDEssai, ouvrirBanc } from '../testing/banc';
import { importerDuCentre, SECRET, TELEPHONE, vusDans } from './testing/cloison';

// A session of EST can obtain nothing of CENTRE, whatever it asks for. What belongs to CENTRE bears this mark, or another of its rows' secrets.

let banc: Banc;
let est: Client;
const jour = new Date().toISOString().slice(0, 10);
const MOIS = jour.slice(0, 7);

const TYPES = [
  'usager',
  'intervenant',
  'intervention',
  'correction',
  'rattachement',
  'fiche',
  'prise',
  'acquittement',
  'absence',
  'sanstele',
  'note',
  'proforma',
  'signalement',
  'alerte',
  'verdict',
  'refus',
  'accuse',
  'appel',
  'proposition',
  'visite',
  'attente',
  'cloture',
  'fige',
  'pilotage-jour',
  'pilotage-mois',
];
const peupler = (antenne: Antenne, marque: string): Promise<unknown> =>
  ecrireTout(
    banc.magasin,
    baseAntenne(antenne),
    TYPES.map((type) => ({ _id: `${type}:${jour}:${marque}`, type, antenne, nom: marque })),
  );

beforeAll(async () => {
  banc = await ouvrirBanc({ battementMs: 50 });
  await importerDuCentre(banc.magasin);
  await peupler('CENTRE', SECRET);
  await peupler('EST', 'bien-a-nous');
  await ecrireTout(banc.magasin, BASE_CENTRALE, [
    { _id: `attente:${jour}:x`, type: 'attente', nom: SECRET },
    { _id: `appel:${jour}T08:00:00Z:x`, type: 'appel', nom: SECRET },
    { _id: `vu:+33199000001:${jour}T08:00:00Z:${SECRET}:x`, type: 'vu' },
  ]);
  await creerCompteDEssai(banc.magasin, 'est', 'GESTIONNAIRE', ['EST']);
  await creerCompteDEssai(banc.magasin, 'centre', 'GESTIONNAIRE', ['CENTRE']);
  await creerCompteDEssai(banc.magasin, 'siege', 'CENTRAL', []);
  await creerCompteDEssai(banc.magasin, 'chef', 'ADMINISTRATEUR', []);
  await creerCompteDEssai(banc.magasin, 'tech', 'TECHNIQUE', ['EST']);
  await creerCompteDEssai(banc.magasin, 'audit', 'AUDITEUR', ['EST']);
  est = await banc.connecter('est');
});
afterAll(() => banc.fermer());

const enc = (o: unknown): string => encodeURIComponent(typeof o === 'string' ? o : JSON.stringify(o));

/** Ways to name another antenna, or to reach beyond the collection: by route pattern. */
const RUSES: Record<string, string[]> = {
  '/replication/:collection': [
    'dossiers',
    'jours',
    'saisies',
    'decisions',
    'suspens',
    'visite',
    '_all_docs',
    '..%2ftg-antenne-centre',
    '__proto__',
  ].flatMap((c) => [
    `/replication/${c}?antenne=CENTRE`,
    `/replication/${c}?antenne=EST&antenne=CENTRE`,
    `/replication/${c}?antenne=CENTRE&antenne=EST`,
    `/replication/${c}?antenne[]=CENTRE`,
    `/replication/${c}?antenne=centre`,
    `/replication/${c}?antenne=CENTRE%00`,
    `/replication/${c}`,
    `/replication/${c}?antenne=EST`,
    `/replication/${c}?antenne=EST&checkpoint=${enc({ mode: 'instantane', apres: '', seq: '0' })}`,
    `/replication/${c}?antenne=EST&checkpoint=${enc({ mode: 'instantane', apres: '../tg-antenne-centre/usager:', seq: '0' })}`,
    `/replication/${c}?antenne=EST&checkpoint=${enc({ mode: 'instantane', apres: 'fige:', seq: '0' })}`,
    `/replication/${c}?antenne=EST&checkpoint=${enc({ mode: 'changements', seq: '0' })}`,
    `/replication/${c}?antenne=EST&checkpoint=${enc({ mode: 'changements', seq: '0&include_docs=true&base=tg-antenne-centre' })}`,
    `/replication/${c}?antenne=EST&checkpoint=${enc({ mode: 'changements', seq: '../../tg-antenne-centre/_changes' })}`,
    `/replication/${c}?antenne=EST&checkpoint=${enc({ mode: 'changements', seq: '0', base: 'tg-antenne-centre', antenne: 'CENTRE' })}`,
    `/replication/${c}?antenne=EST&base=tg-antenne-centre&limite=5000`,
  ]),
  '/api/session': ['/api/session', '/api/session?antenne=CENTRE', '/api/session?identifiant=centre'],
  '/api/referentiel': ['/api/referentiel', '/api/referentiel?antenne=CENTRE'],
  '/api/service': ['/api/service', '/api/service?antenne=CENTRE'],
  '/api/disponibilite': [`/api/disponibilite?mois=${jour.slice(0, 7)}`, '/api/disponibilite?mois=CENTRE'],
  '/api/rapports': ['/api/rapports', '/api/rapports?antenne=CENTRE'],
  '/api/rapports/:periode/fichier': [
    `/api/rapports/${MOIS}/fichier?format=pdf`,
    '/api/rapports/..%2Fcentre/fichier?format=xlsx',
  ],
  '/api/sonde': ['/api/sonde', '/api/sonde?antenne=CENTRE'],
  '/api/incidents': ['/api/incidents', '/api/incidents?antenne=CENTRE'],
  '/api/incidents/compte': ['/api/incidents/compte', '/api/incidents/compte?antenne=CENTRE'],
  '/api/incidents/fichier': ['csv', 'xlsx'].map((f) => `/api/incidents/fichier?format=${f}&antenne=CENTRE`),
  '/api/suspens-centraux': ['/api/suspens-centraux', '/api/suspens-centraux?antenne=CENTRE'],
  '/api/usagers/:id/visites': [
    `${jour}:${SECRET}`,
    `..%2Ftg-antenne-centre%2Fusager:${jour}:${SECRET}`,
    '%00',
    '_all_docs',
  ].flatMap((id) => [
    `/api/usagers/${id}/visites?de=${jour}&a=${jour}`,
    `/api/usagers/${id}/visites?de=${jour}&a=${jour}&antenne=CENTRE`,
    `/api/usagers/${id}/visites?antenne=CENTRE`,
  ]),
  '/api/prefacturation': [
    `/api/prefacturation?antenne=CENTRE&mois=${jour.slice(0, 7)}`,
    `/api/prefacturation?antenne=EST&antenne=CENTRE&mois=${jour.slice(0, 7)}`,
    `/api/prefacturation?antenne=EST&mois=${jour}:${SECRET}`,
  ],
  '/api/prefacturation/explication': ['CENTRE', 'EST'].map(
    (a) =>
      `/api/prefacturation/explication?antenne=${a}&mois=${jour.slice(0, 7)}&usager=${SECRET}&financeur=F&intervenant=${SECRET}`,
  ),
  '/api/prefacturation/fichier': ['CENTRE', 'TOUTES'].flatMap((a) =>
    ['csv', 'xlsx', 'complementaire'].map(
      (q) => `/api/prefacturation/fichier?antenne=${a}&mois=${jour.slice(0, 7)}&quoi=${q}`,
    ),
  ),
  '/api/pilotage': [`/api/pilotage?mois=${MOIS}`, `/api/pilotage?mois=${MOIS}&antenne=CENTRE`],
  '/api/pilotage/fichier': [`/api/pilotage/fichier?mois=${MOIS}&antenne=CENTRE`],
  '/api/pilotage/antenne': ['CENTRE', 'EST&antenne=CENTRE', 'EST'].map(
    (a) => `/api/pilotage/antenne?mois=${MOIS}&antenne=${a}`,
  ),
  '/api/pilotage/visites': ['CENTRE', 'EST'].flatMap((a) =>
    [`jour=${jour}`, `usager=${SECRET}`, `aide=${SECRET}`].map(
      (q) => `/api/pilotage/visites?mois=${MOIS}&antenne=${a}&${q}`,
    ),
  ),
  '/api/etats': ['/api/etats', '/api/etats?antenne=CENTRE'],
  '/api/etats/etape': ['/api/etats/etape?identifiant=centre&antenne=CENTRE'],
  '/api/etats/personnes': ['usager', 'intervenant'].flatMap((qui) =>
    [SECRET, SECRET.slice(0, 2)].map((t) => `/api/etats/personnes?antenne=CENTRE&qui=${qui}&nom=${enc(t)}`),
  ),
  '/api/etats/:id': ['CENTRE', 'TOUTES', 'EST&antenne=CENTRE', `EST&usager=${SECRET}`].map(
    (a) => `/api/etats/heures-usagers?antenne=${a}&du=${MOIS}-01&au=${MOIS}-28`,
  ),
  '/api/etats/:id/visites': ['CENTRE', 'TOUTES', 'EST'].map(
    (a) => `/api/etats/heures-usagers/visites?antenne=${a}&du=${MOIS}-01&au=${MOIS}-28&cle=${enc(`usager=${SECRET}`)}`,
  ),
  '/api/etats/:id/fichier': ['CENTRE', 'TOUTES', 'EST&antenne=CENTRE', 'EST'].flatMap((a) =>
    ['csv', 'xlsx', 'pdf'].map(
      (f) => `/api/etats/heures-usagers/fichier?antenne=${a}&du=${MOIS}-01&au=${MOIS}-28&format=${f}`,
    ),
  ),
  '/api/etats/:id/plannings': ['CENTRE', 'TOUTES', 'EST&antenne=CENTRE', `EST&usager=${SECRET}`].flatMap((a) =>
    ['planning-usager', 'planning-intervenants'].map(
      (e) => `/api/etats/${e}/plannings?antenne=${a}&du=${MOIS}-01&au=${MOIS}-28`,
    ),
  ),
  '/api/etats/justificatifs': ['CENTRE', 'TOUTES', 'EST&antenne=CENTRE', 'EST'].map(
    (a) => `/api/etats/justificatifs?antenne=${a}&mois=${MOIS}`,
  ),
  '/api/etats/selections': ['/api/etats/selections', '/api/etats/selections?identifiant=centre&antenne=CENTRE'],
  '/api/pro-forma': [`/api/pro-forma?mois=${jour.slice(0, 7)}&antenne=CENTRE`],
  '/api/pro-forma/fichier': [
    `/api/pro-forma/fichier?antenne=CENTRE&mois=${jour.slice(0, 7)}&dispositif=APA&quoi=pdf`,
    `/api/pro-forma/fichier?antenne=CENTRE&mois=${jour.slice(0, 7)}&dispositif=APA&quoi=xlsx`,
  ],
  '/api/cloture': [`/api/cloture?mois=${MOIS}&antenne=CENTRE`, `/api/cloture?mois=${MOIS}`],
  '/api/cloture/etape': ['/api/cloture/etape?antenne=CENTRE', `/api/cloture/etape?mois=${MOIS}&antenne=CENTRE`],
  '/api/cloture/bilan': ['CENTRE', 'EST&antenne=CENTRE', 'EST'].map(
    (a) => `/api/cloture/bilan?mois=${MOIS}&antenne=${a}`,
  ),
  '/api/cloture/chiffres': ['CENTRE', 'EST'].map((a) => `/api/cloture/chiffres?mois=${MOIS}&antenne=${a}`),
  '/api/cloture/fichiers': ['CENTRE', 'EST'].map((a) => `/api/cloture/fichiers?mois=${MOIS}&antenne=${a}`),
  '/api/cloture/fichier': ['SERVICE_FAIT_CENTRE_202610.csv', '../CENTRE', SECRET].flatMap((nom) =>
    ['CENTRE', 'EST'].map((a) => `/api/cloture/fichier?mois=${MOIS}&antenne=${a}&nom=${enc(nom)}`),
  ),
  '/api/envois': [`/api/envois?mois=${MOIS}`, `/api/envois?mois=${MOIS}&antenne=CENTRE`],
  '/api/factures': [`/api/factures?mois=${MOIS}`, `/api/factures?antenne=CENTRE&mois=${MOIS}`, '/api/factures'],
  '/api/factures/:id': [enc(`facture:${jour}:${SECRET}`), '..%2Ftg-antenne-centre', SECRET].map(
    (id) => `/api/factures/${id}`,
  ),
  '/api/receptions': ['/api/receptions', '/api/receptions?antenne=CENTRE'],
  '/api/usagers/:id/releves/:mois': [`${jour}:${SECRET}`, '..%2F..%2Fcentre', '%00'].flatMap((id) =>
    ['', '?antenne=CENTRE'].map((a) => `/api/usagers/${id}/releves/${MOIS}${a}`),
  ),
  '/api/usagers/:id/releves/:mois/liste': [`${jour}:${SECRET}`, '..%2F..%2Fcentre', '%00'].map(
    (id) => `/api/usagers/${id}/releves/${MOIS}/liste`,
  ),
  '/api/consultation/usagers': [`/api/consultation/usagers?q=${SECRET}`, '/api/consultation/usagers?antenne=CENTRE'],
  '/api/consultation/usagers/:id': [`/api/consultation/usagers/${jour}:${SECRET}?mois=${MOIS}`],
  '/api/connexion': ['/api/connexion'],
  '/api/compte': ['/api/compte', '/api/compte?identifiant=centre', '/api/compte?antenne=CENTRE'],
  '/api/comptes': ['/api/comptes', '/api/comptes?antenne=CENTRE'],
  '/api/antennes': ['/api/antennes', '/api/antennes?antenne=CENTRE'],
  '/api/parametres': ['/api/parametres', '/api/parametres?antenne=CENTRE'],
  '/api/audit/fichier': ['csv', 'xlsx'].map((f) => `/api/audit/fichier?format=${f}`),
  '/api/audit': ['/api/audit', '/api/audit?auteur=centre', `/api/audit?jour=${jour}`],
  '/api/acces-personnel/:genre/:id': [
    `/api/acces-personnel/usager/${SECRET}`,
    '/api/acces-personnel/usager/UX?antenne=CENTRE',
  ],
  '/api/liens-pointer/:genre/:id': [
    `/api/liens-pointer/usager/${SECRET}`,
    '/api/liens-pointer/usager/UX?antenne=CENTRE',
  ],
  '/api/pointer/heure': ['/api/pointer/heure', '/api/pointer/heure?antenne=CENTRE'],
  '/api/tentatives': ['/api/tentatives', '/api/tentatives?avant=tentative:9'],
  '/api/nouveautes': ['/api/nouveautes', '/api/nouveautes?antenne=CENTRE'],
  '/api/astreintes': ['/api/astreintes', '/api/astreintes?antenne=CENTRE'],
  '/api/nouveautes/registre': ['/api/nouveautes/registre', '/api/nouveautes/registre?antenne=CENTRE'],
  '/sante': ['/sante', '/sante?antenne=CENTRE'],
};
const ENTETES: Record<string, string>[] = [
  {},
  { 'x-antenne': 'CENTRE', 'x-forwarded-user': 'centre', authorization: `Basic ${btoa('centre:centre')}` },
  { 'x-http-method-override': 'GET', 'x-original-url': '/replication/dossiers?antenne=CENTRE' },
];

describe('a session of EST obtains nothing of CENTRE', () => {
  test('every route has its attempts here, or is one of those that write or stream, below', () => {
    const autres = [
      'POST /api/session',
      'DELETE /api/session',
      'POST /replication/saisies',
      'POST /api/usagers/:id/code',
      'POST /api/intervenants/:id/code',
      'POST /api/mes-heures',
      'POST /api/mes-heures/contestations',
      'POST /api/pointer',
      'POST /api/liens-pointer/:genre/:id',
      'DELETE /api/liens-pointer/:genre/:id',
      'POST /api/liens-pointer/feuilles',
      'POST /api/acces-personnel/:genre/:id',
      'DELETE /api/acces-personnel/:genre/:id',
      'POST /api/invitation',
      'POST /api/invitation/lire',
      'POST /api/compte/mot-de-passe',
      'DELETE /api/compte/sessions/:id',
      'POST /api/compte/second-facteur',
      'POST /api/compte/second-facteur/confirmer',
      'POST /api/compte/second-facteur/retirer',
      'POST /api/astreintes',
      'DELETE /api/astreintes/:id',
      'POST /api/garde',
      'POST /api/garde/prise',
      'POST /api/comptes',
      'PUT /api/comptes/:identifiant',
      'POST /api/comptes/:identifiant/actes',
      'POST /api/antennes',
      'PUT /api/antennes/:code',
      'POST /api/antennes/:code/fermeture',
      'DELETE /api/antennes/:code/fermeture',
      'POST /api/parametres',
      'POST /api/audit/consultations',
      'POST /api/compte/digest',
      'POST /api/cloture',
      'POST /api/envois',
      'POST /api/etats/selections',
      'PUT /api/etats/selections/:id',
      'DELETE /api/etats/selections/:id',
      'POST /api/etats/selections/:id/envoi',
      'POST /api/envois/preparation',
      'POST /api/envois/renvoi',
      'POST /api/factures',
      'POST /api/rapports',
      'POST /api/rapports/propositions',
      'POST /api/maintenances',
      'POST /api/incidents',
      'POST /api/incidents/gestes',
      'POST /api/nouveautes',
      'POST /api/receptions/suite',
      'POST /replication/poste',
      'GET /replication/flux',
    ];
    const lectures = Object.keys(RUSES).flatMap((u) => [`GET ${u}`]);
    const toutes = banc.serveur.routes.filter((r) => r.method !== 'HEAD').map((r) => `${r.method} ${r.url}`);
    expect(toutes.sort()).toEqual([...autres, ...lectures].sort());
  });

  test('by any reading', async () => {
    let nous = 0;
    for (const chemin of Object.values(RUSES).flat()) {
      for (const entetes of ENTETES) {
        const r = await est.appeler('GET', chemin, { entetes });
        const texte = await r.text();
        expect([chemin, vusDans(texte)]).toEqual([chemin, []]);
        // Many of these documents are not of their type's form: what is asked is answered without them, or refused.
        expect([chemin, r.status < 500 ? '' : `${r.status} ${texte}`]).toEqual([chemin, '']);
        const claire = chemin.endsWith('?antenne=CENTRE') && chemin.startsWith('/replication');
        if (claire && !chemin.includes('%2f')) {
          expect([chemin, r.status]).toEqual([chemin, 403]);
          expect(JSON.parse(texte).message).toContain('antenne');
        }
        if (texte.includes('bien-a-nous')) nous++;
      }
    }
    expect(nous).toBeGreaterThan(10);
  });

  test('what an import says of the rows of CENTRE: where and why, to EST and to the technicians; what they hold, to the central service', async () => {
    const lire = async (c: Client) => {
      const r = await c.appeler('GET', '/api/receptions');
      return { statut: r.status, texte: await r.text() };
    };
    for (const c of [est, await banc.connecter('tech')]) {
      const { statut, texte } = await lire(c);
      expect([statut, vusDans(texte)]).toEqual([200, []]);
      for (const dit of ['en désaccord avec la ligne', 'numéro de la case', 'donné aussi', 'JJ/MM/AAAA'])
        expect(texte).toContain(dit);
    }
    const siege = await lire(await banc.connecter('siege'));
    expect(vusDans(siege.texte)).toEqual(expect.arrayContaining([SECRET, TELEPHONE]));
  });

  test.each(['CENTRE', 'NORD_EST', 'EST,CENTRE', ''])('by the stream of « %s »', async (antenne) => {
    const r = await est.appeler('GET', `/replication/flux?antenne=${antenne}`);
    expect([400, 403]).toContain(r.status);
    expect(await r.text()).not.toContain(SECRET);
  });

  test('by its own stream, whatever happens in CENTRE', async () => {
    const r = await est.appeler('GET', '/replication/flux?antenne=EST');
    const lecteur = r.body?.pipeThrough(new TextDecoderStream()).getReader();
    await ecrireTout(banc.magasin, baseAntenne('CENTRE'), [{ _id: `verdict:${jour}:${SECRET}-2`, type: 'verdict' }]);
    await ecrireTout(banc.magasin, baseAntenne('EST'), [
      { _id: `intervention:${jour}:chez-nous`, type: 'intervention' },
    ]);
    let recu = '';
    while (!recu.includes('"jours"')) recu += (await lecteur?.read())?.value ?? '';
    // Neither what changed there, nor that something did.
    expect(recu).not.toContain(SECRET);
    expect(recu).not.toContain('"decisions"');
    await lecteur?.cancel();
  });

  test('by a push: nothing is written there, and nothing of it comes back', async () => {
    const avant = await lirePlage(banc.magasin, baseAntenne('CENTRE'), { debut: '', fin: '\uffff' });
    const documents = [{ _id: `correction:${jour}:${SECRET}`, type: 'correction', antenne: 'CENTRE' }];
    for (const antenne of ['CENTRE', 'EST']) {
      const r = await est.appeler('POST', `/replication/saisies?antenne=${antenne}`, {
        corps: { antenne: 'CENTRE', documents },
      });
      expect(r.status).toBe(antenne === 'EST' ? 200 : 403);
      expect(await r.text()).not.toContain('"nom"');
    }
    expect(await lirePlage(banc.magasin, baseAntenne('CENTRE'), { debut: '', fin: '\uffff' })).toEqual(avant);
  });
});

test('CENTRAL reads every antenna; the other roles and the unknown none', async () => {
  const attendus: [string, number][] = [
    ['siege', 200],
    ['chef', 403],
    ['tech', 403],
    ['audit', 403],
  ];
  for (const [nom, statut] of attendus) {
    const client = await banc.connecter(nom);
    for (const antenne of codesAntennes()) {
      for (const c of ['dossiers', 'jours', 'saisies', 'decisions', 'suspens']) {
        expect([nom, (await client.appeler('GET', `/replication/${c}?antenne=${antenne}`)).status]).toEqual([
          nom,
          statut,
        ]);
      }
      if (statut !== 200)
        expect((await client.appeler('GET', `/replication/flux?antenne=${antenne}`)).status).toBe(statut);
      expect(
        (await client.appeler('POST', `/replication/saisies?antenne=${antenne}`, { corps: { documents: [] } })).status,
      ).toBe(statut);
    }
  }
  for (const { method, url } of banc.serveur.routes) {
    if (
      url === '/sante' ||
      /^\/api\/(invitation|connexion|sonde|mes-heures|pointer|garde)/.test(url) ||
      (method === 'POST' && url === '/api/session')
    )
      continue;
    const r = await banc.anonyme.appeler(
      method,
      `${url.replace(':collection', 'jours')}?antenne=EST`,
      method === 'POST' ? { corps: {} } : {},
    );
    expect([method, url, r.status]).toEqual([method, url, 401]);
    expect(r.headers.get('cache-control')).toBe('no-store');
  }
});
