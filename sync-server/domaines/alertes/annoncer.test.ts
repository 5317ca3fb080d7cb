import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Antenne } from '#shared/contrats/commun';
import type { Alerte } from '#shared/contrats/exploitation/alerte';
import { BASE_CENTRALE, baseAntenne } from '#shared/contrats/ids';
import { poserRegistre, REGISTRE_DE_DEPART } from '#shared/domain/antenne/registre';
import type { Instant } from '#shared/temps/types';
import {
  acquittement,
  apparier,
  correction,
  financeur,
  jour,
  paris,
  pointage,
  verdict,
  visite,
} from '#shared/testing/constructeurs';
import { ouvrirMagasinEnMemoire } from '../../http/testing/banc';
import type { Courriel } from '../../ports/courriel';
import { ecrireTout } from '../../store/ecrire';
import { lireIds, type Magasin } from '../../store/lire';
import { preparerBases } from '../../store/preparer-bases';
import { entourer } from '../../store/testing/entourer';
import { suivreAlertes } from './annoncer';
import { TRAVAUX_ALERTES } from './travaux';

let magasin: Magasin;
let fermer: () => Promise<void>;
let maintenant: Instant;
let envoyes: Courriel[];
let battus = 0;
beforeAll(async () => {
  ({ magasin, fermer } = await ouvrirMagasinEnMemoire());
});
afterAll(() => fermer());
beforeEach(async () => {
  maintenant = paris('2026-11-25 19:00');
  envoyes = [];
  sur = true;
  for (const base of [BASE_CENTRALE, baseAntenne('EST'), baseAntenne('SUD')])
    if ((await magasin.bases()).includes(base)) await magasin.detruireBase(base);
  await preparerBases(magasin, maintenant);
});

let sur = true;
const suivi = (refuser?: string, m: Magasin = magasin) =>
  suivreAlertes({
    magasin: m,
    horloge: () => maintenant,
    courrier: {
      // As the outbox does: one mail for one key.
      envoyer: async (c) => {
        if (refuser) return { ok: false, refus: { code: refuser, message: 'Non.' } };
        if (!envoyes.some((e) => e.cle === c.cle)) envoyes.push(c);
        return { ok: true, valeur: { id: `courriel:${c.cle}` } };
      },
    },
    extranet: () => 'https://telegestion.test',
    battre: async () => {
      battus++;
    },
    sur: async () => sur,
    noter: (code) => notes.push(code),
  });
let notes: string[] = [];

const depart = (id: string, fin = '2026-11-25 18:00'): Alerte => ({
  _id: `alerte:${fin.slice(0, 10)}:DEPART_EN_RETARD:${id}`,
  type: 'alerte',
  genre: 'DEPART_EN_RETARD',
  depuis: jour(fin.slice(0, 10)),
  usagerId: 'U1',
  interventionId: id,
  instant: paris(fin),
});
const poser = (a: Antenne, ...docs: object[]) => ecrireTout(magasin, baseAntenne(a), docs);
const regler = (cle: string, valeur: unknown) =>
  ecrireTout(magasin, BASE_CENTRALE, [
    {
      _id: `parametre:${cle}:2026-01-01`,
      type: 'parametre',
      cle,
      depuis: '2026-01-01',
      valeur,
      auteur: 'x',
      instant: maintenant,
    },
  ]);
const vue = (a: Alerte) => acquittement('q1', jour('2026-11-25'), a._id, { auteur: 'marie', instant: maintenant });

test('[AL-5] a late departure out of hours is told once to whoever is on call, without a name nor a number', async () => {
  await regler('astreinte', ['astreinte@paris.test']);
  await poser('EST', depart('p1'));
  const s = suivi();
  battus = 0;
  await s.minute();
  await s.minute();
  await suivi().minute();
  expect(battus).toBe(3);
  expect(envoyes).toHaveLength(1);
  const [c] = envoyes;
  expect(c).toMatchObject({
    a: ['astreinte@paris.test'],
    cle: `${paris('2026-11-25 18:00')}:alerte-2026-11-25-DEPART_EN_RETARD-p1`,
  });
  expect(c?.sujet).toContain('Est');
  // With its day, for it may be read late; until when it is worth it.
  expect(c?.texte.replaceAll('\u00a0', ' ')).toContain('prévu le 25 novembre 2026 à 18 h 00.');
  expect(c?.perimeLe).toBe(paris('2026-11-26 07:00'));
  expect(c?.texte).toContain(
    'https://telegestion.test/interventions/?jour=2026-11-25&filtre=toutes&id=intervention%3A2026-11-25%3Ap1',
  );
  expect(JSON.stringify(c)).not.toMatch(/U1|\+33/);
});

test('[AL-5] in opening hours, seen, of another kind, or with nobody on call: no mail', async () => {
  const p1 = depart('p1', '2026-11-25 16:30');
  await poser('EST', p1, { ...depart('p2'), _id: 'alerte:2026-11-25:CONFLIT:p2', genre: 'CONFLIT' });
  expect(await suivi().minute()).toBe(0);
  await regler('astreinte', ['astreinte@paris.test']);
  maintenant = paris('2026-11-25 16:59');
  expect(await suivi().minute()).toBe(0);
  maintenant = paris('2026-11-25 17:00');
  await poser('EST', vue(p1));
  expect(await suivi().minute()).toBe(0);
  expect(envoyes).toEqual([]);
  // Raised in the day, still there in the evening, and the visit of the night before.
  await poser('SUD', depart('p3', '2026-11-25 16:00'), depart('p4', '2026-11-24 23:40'));
  expect(await suivi().minute()).toBe(2);
});

test('[AL-5] [AL-7] a departure that was seen, then put off and overdue again, is told anew', async () => {
  await regler('astreinte', ['astreinte@paris.test']);
  maintenant = paris('2026-11-25 18:20');
  await poser('EST', vue(depart('p1')), depart('p1', '2026-11-25 18:40'));
  maintenant = paris('2026-11-25 19:00');
  expect(await suivi().minute()).toBe(1);
});

test('[AL-5] each antenna by its own hours: one that is still open follows its alerts itself', async () => {
  await regler('astreinte', ['astreinte@paris.test']);
  await regler('heuresAntennes', { SUD: { debut: '08:30', fin: '19:30' } });
  await poser('EST', depart('p1'));
  await poser('SUD', depart('p2'));
  expect(await suivi().minute()).toBe(1);
  expect(envoyes.map((c) => c.sujet)).toEqual([expect.stringContaining('(Est)')]);
  maintenant = paris('2026-11-25 19:30');
  await suivi().minute();
  expect(envoyes.map((c) => c.sujet)).toEqual([expect.stringContaining('(Est)'), expect.stringContaining('(Sud)')]);
});

test('[AL-5] [AL-7] an aide who has called from her next home, in another antenna, is not said to be alone in the one before', async () => {
  await regler('astreinte', ['astreinte@paris.test']);
  await poser(
    'EST',
    ...apparier({
      visites: [visite('V', '2026-11-25 17:00', '2026-11-25 18:00')],
      pointages: [pointage('A', '2026-11-25 17:01', { id: 'p1' })],
    }),
    depart('p1'),
  );
  const suivante = pointage('A', '2026-11-25 18:20', { id: 'b', usagerId: 'U2' });
  await poser('SUD', ...apparier({ usagerId: 'U2', antenneAu: () => 'SUD', pointages: [suivante] }));
  expect(await suivi().minute()).toBe(0);
  expect(envoyes).toEqual([]);
});

test('[AL-5] [AL-7] a punch may be on its way: its mail waits as the text messages do, then says that it is to be checked', async () => {
  await regler('astreinte', ['astreinte@paris.test']);
  await poser('EST', depart('p1'));
  sur = false;
  const s = suivi();
  expect(await s.minute()).toBe(0);
  maintenant = paris('2026-11-25 19:04');
  expect(await s.minute()).toBe(0);
  maintenant = paris('2026-11-25 19:05');
  expect(await s.minute()).toBe(1);
  expect(envoyes[0]?.texte).toMatch(/^À vérifier : un pointage est peut-être en route\./);
  sur = true;
  await poser('EST', depart('p2'));
  expect(await s.minute()).toBe(1);
  expect(envoyes[1]?.texte).not.toContain('À vérifier');
});

/** A base that cannot be read. */
const sansLire = (a: Antenne): Magasin =>
  entourer(magasin, async (o, faire) => {
    if (o.base === baseAntenne(a) && o.plage?.startsWith('alerte:')) throw new Error('panne');
    return faire();
  });

test('[AL-5] an antenna that cannot be read does not keep the next ones from being told, in the evening and in the morning', async () => {
  await regler('astreinte', ['astreinte@paris.test']);
  await regler('destinatairesDigest', { EST: ['est@paris.test'], SUD: ['sud@paris.test'] });
  await poser('EST', depart('p1'));
  await poser('SUD', depart('p2'));
  const s = suivi(undefined, sansLire('EST'));
  await expect(s.minute()).rejects.toThrow('panne');
  expect(envoyes.map((c) => c.sujet)).toEqual([expect.stringContaining('(Sud)')]);
  envoyes = [];
  maintenant = paris('2026-11-26 07:30');
  await expect(s.matin()).rejects.toThrow('panne');
  expect(envoyes.map((c) => c.a)).toEqual([['sud@paris.test']]);
});

test('[AL-1] a service that was down at half past seven sends the morning’s mail later; what came up since is tomorrow’s', async () => {
  expect(TRAVAUX_ALERTES.find((t) => t.nom === 'resumer-alertes')?.quand).toBe('30 7-11 * * *');
  await regler('destinatairesDigest', { EST: ['est@paris.test'], SUD: ['sud@paris.test'] });
  await poser('EST', depart('p1'));
  maintenant = paris('2026-11-26 09:30');
  const s = suivi();
  expect(await s.matin()).toBe(1);
  await poser('SUD', depart('p2', '2026-11-26 10:00'));
  maintenant = paris('2026-11-26 10:30');
  expect(await s.matin()).toBe(0);
  maintenant = paris('2026-11-27 07:30');
  expect(await s.matin()).toBe(2);
});

test('[AL-5] a mail that cannot be prepared is said, and does not stop the next', async () => {
  await regler('astreinte', ['astreinte@paris.test']);
  await poser('EST', depart('p1'), depart('p2'));
  notes = [];
  expect(await suivi('COURRIEL_NON_REGLE').minute()).toBe(0);
  expect(notes).toEqual(['COURRIEL_NON_REGLE', 'COURRIEL_NON_REGLE']);
});

test('[AL-1] the morning’s mail counts what nobody has seen, of each antenna, to those who want it, once a day', async () => {
  maintenant = paris('2026-11-25 07:30');
  await regler('destinatairesDigest', { EST: ['est@paris.test'], OUEST: ['ouest@paris.test'] });
  await poser(
    'EST',
    { ...depart('p1', '2026-11-20 18:00'), genre: 'APPEL_INCOMPLET' },
    { ...depart('p2', '2026-11-24 18:00'), genre: 'APPEL_INCOMPLET' },
    depart('p3', '2026-11-25 06:30'),
    vue(depart('p3')),
  );
  await poser('SUD', depart('p4'));
  const s = suivi();
  expect([await s.matin(), await s.matin(), await suivi().matin()]).toEqual([1, 0, 1]);
  expect(envoyes).toHaveLength(1);
  expect(envoyes[0]).toMatchObject({ a: ['est@paris.test'], sujet: 'Télégestion Est : 2 alertes à voir' });
  // Those who asked for it themselves, while the antenna is theirs and they have an address; each once.
  const compte = (identifiant: string, plus: object) => ({
    _id: `compte:${identifiant}`,
    type: 'compte',
    identifiant,
    ...{ nom: identifiant, responsable: false, empreinte: '', partCle: '', creeLe: '2026-01-01T00:00:00Z' },
    role: 'GESTIONNAIRE',
    antennes: ['EST'],
    actif: true,
    courriel: `${identifiant}@paris.test`,
    digest: ['EST'],
    ...plus,
  });
  await ecrireTout(magasin, BASE_CENTRALE, [
    compte('anne', {}),
    compte('est', {}),
    compte('parti', { actif: false }),
    compte('mute', { antennes: ['OUEST'] }),
    compte('sans-adresse', { courriel: undefined }),
    compte('siege', { role: 'CENTRAL', antennes: [], digest: ['EST', 'SUD'] }),
    compte('tech', { role: 'TECHNIQUE' }),
  ]);
  maintenant = paris('2026-11-26 07:30');
  expect(await s.matin()).toBe(2);
  expect(envoyes.slice(1).map((e) => e.a)).toEqual([
    ['est@paris.test', 'anne@paris.test', 'siege@paris.test'],
    ['siege@paris.test'],
  ]);
  expect(envoyes[0]?.texte).toContain('- Appel incomplet : 2 (dont 1 depuis hier)');
  expect(envoyes[0]?.texte).not.toMatch(/U1|\+33/);
  expect(await lireIds(magasin, BASE_CENTRALE, { debut: 'courriel:', fin: 'courriel;' })).toEqual([]);
});

test('[AL-6] one line a day: the visits of the day before that are out of the ordinary, no name with it', async () => {
  maintenant = paris('2026-11-25 07:30');
  await regler('destinatairesDigest', { EST: ['est@paris.test'] });
  await ecrireTout(magasin, BASE_CENTRALE, [financeur('PROPRE', 'TARIF_PROPRE')]);
  const jours = ['2026-11-23', '2026-11-24'];
  const interventions = apparier({
    visites: jours.flatMap((j) => [
      visite(`V${j}`, `${j} 08:00`, `${j} 10:00`),
      visite(`W${j}`, `${j} 14:00`, `${j} 15:00`),
    ]),
    pointages: jours.flatMap((j) => [
      pointage('A', `${j} 08:45`),
      pointage('D', `${j} 09:15`),
      pointage('A', `${j} 14:02`),
      pointage('D', `${j} 15:01`),
    ]),
  });
  await poser('EST', ...interventions);
  expect(await suivi().matin()).toBe(1);
  expect(envoyes[0]?.sujet).toBe('Télégestion Est : le point du matin');
  expect(envoyes[0]?.texte).toContain(
    '- Visites hors de l’ordinaire hier : 1 (1 plus courte que prévu, 1 arrivée tardive, 1 départ anticipé)',
  );
  expect(envoyes[0]?.texte).toContain(
    'https://telegestion.test/interventions/?jour=2026-11-24&filtre=toutes&anomalie=EXCEPTION',
  );
  expect(envoyes[0]?.texte).not.toMatch(/U1|\+33|\/alertes\//);
});

test('[CL-1] a past month that is open is told three days before its due date, then until it is closed', async () => {
  await regler('destinatairesDigest', { EST: ['est@paris.test'], SUD: ['sud@paris.test'] });
  await regler('echeancesAntennes', { SUD: 20 });
  await ecrireTout(magasin, BASE_CENTRALE, [financeur('PROPRE', 'TARIF_PROPRE')]);
  const octobre = apparier({
    visites: [visite('V', '2026-10-05 08:00', '2026-10-05 10:00')],
    pointages: [pointage('A', '2026-10-05 08:00'), pointage('D', '2026-10-05 10:00')],
  });
  await poser('EST', ...octobre);
  await poser('SUD', ...octobre);
  const le = async (d: string): Promise<string[]> => {
    envoyes = [];
    maintenant = paris(`2026-11-${d} 07:30`);
    await suivi().matin();
    return envoyes.flatMap((c) => [
      c.a[0] ?? '',
      ...c.texte
        .replaceAll('\u00a0', ' ')
        .split('\n')
        .filter((l) => /lôture|Clore/.test(l)),
    ]);
  };
  expect(await le('06')).toEqual([]);
  const clore = 'Clore : https://telegestion.test/cloture/?mois=2026-10';
  expect(await le('07')).toEqual([
    'est@paris.test',
    '- Clôture d’octobre 2026 : à clore le 10 novembre au plus tard',
    clore,
  ]);
  expect(envoyes[0]?.sujet).toBe('Télégestion Est : le point du matin');
  expect(await le('13')).toEqual(['est@paris.test', '- Clôture d’octobre 2026 : en retard de 3 jours', clore]);
  await poser('EST', { _id: 'cloture:2026-10', type: 'cloture' });
  expect(await le('14')).toEqual([]);
  expect(await le('20')).toEqual([
    'sud@paris.test',
    '- Clôture d’octobre 2026 : à clore aujourd’hui au plus tard',
    clore,
  ]);
});

test('[CL-4] an antenna that is closed is told of the month that will say what was corrected of it since', async () => {
  poserRegistre(REGISTRE_DE_DEPART.map((a) => (a.code === 'EST' ? { ...a, fermeeLe: jour('2026-10-01') } : a)));
  try {
    await regler('destinatairesDigest', { EST: ['est@paris.test'] });
    await ecrireTout(magasin, BASE_CENTRALE, [financeur('PROPRE', 'TARIF_PROPRE')]);
    await poser('EST', { _id: 'cloture:2026-09', type: 'cloture' });
    maintenant = paris('2026-11-09 07:30');
    await suivi().matin();
    expect(envoyes).toEqual([]);
    const c = correction('HORAIRE', { date: jour('2026-09-10'), instant: paris('2026-11-08 10:00') });
    await poser('EST', verdict(c, { decision: 'TARDIVE' }));
    await suivi().matin();
    expect(envoyes.map((e) => e.texte.replaceAll('\u00a0', ' '))).toEqual([
      expect.stringContaining('- Clôture d’octobre 2026 : à clore le 10 novembre au plus tard'),
    ]);
    envoyes = [];
    await poser('EST', { _id: 'cloture:2026-10', type: 'cloture' });
    await suivi().matin();
    expect(envoyes).toEqual([]);
  } finally {
    poserRegistre(REGISTRE_DE_DEPART);
  }
});
