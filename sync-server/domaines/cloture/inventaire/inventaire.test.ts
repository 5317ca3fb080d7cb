import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ClotureEcrite } from '#shared/contrats/cloture/cloture';
import { baseAntenne } from '#shared/contrats/ids';
import type { Mois } from '#shared/temps/types';
import { paris, ulidDe } from '#shared/testing/constructeurs';
import { recevoirSaisies } from '../../../http/replication/pousser';
import { supprimerLot } from '../../../store/ecrire';
import { lireIds, lirePlage, lireUn } from '../../../store/lire';
import { fichier } from '../../dossiers/testing/banc-import';
import { cloturer } from '../clore/cloturer';
import { exporter } from '../exporter/exporter';
import { type BancCloture, ligneApa, ouvrirBancCloture } from '../testing/banc';
import { dresserInventaire } from './dresser';

const SEPTEMBRE = '2026-09' as Mois;
const SUD = baseAntenne('SUD');
let s: BancCloture;

beforeEach(async () => {
  s = await ouvrirBancCloture([ligneApa('M1', 10), ligneApa('M2', 10)]);
  for (const [n, heure] of ['08:00', '10:00', '14:00'].entries())
    await s.pointer(`V${n}`, paris(`2026-09-07 ${heure}`), paris(`2026-09-07 ${heure.replace('00', '40')}`), {
      usagerId: 'M1',
    });
  await s.tourner();
  s.aller('2026-10-02T08:00:00Z');
});
afterEach(() => s?.b.fermer());

const ports = () => ({ magasin: s.b.magasin, horloge: s.maintenant, rattraper: s.tourner });
const clore = () => cloturer(ports(), { mois: SEPTEMBRE, antennes: ['SUD'], auteur: 'essai', motif: 'essai' });
test('[CL-2] an inventory that could not be opened is no inventory: nothing is closed without one, nor given out', async () => {
  const ouverture = await lireUn<object>(s.b.magasin, 'tg-central', 'inventaire:ouverture');
  if (ouverture) await supprimerLot(s.b.magasin, 'tg-central', [ouverture as never]);
  const noeud = (n: number, aTransmettre: number) => ({ nom: `n${n}`, present: true, actifS: 900, aTransmettre });
  // Calm when the closing begins, agitated when the inventory is to be opened, calm afterwards.
  let tour = 0;
  const noeuds = async () => {
    tour += 1;
    return [1, 2, 3].map((n) => noeud(n, tour === 2 ? 5_000 : 0));
  };
  const magasin = { ...s.b.magasin, noeuds };
  const r = await cloturer(
    { ...ports(), magasin },
    { mois: SEPTEMBRE, antennes: ['SUD'], auteur: 'essai', motif: 'essai' },
  );
  expect(r).toMatchObject({ ok: false, refus: { code: 'INVENTAIRE_FERME' } });
  expect(await lireUn(s.b.magasin, SUD, `cloture:${SEPTEMBRE}`)).toBeUndefined();
  // Left alone, it opens, and the month closes.
  expect((await clore()).ok).toBe(true);
});

const dresser = async (mois = SEPTEMBRE) => {
  const r = await dresserInventaire(ports(), { mois, antennes: ['SUD'] });
  if (!r.ok) throw new Error(r.refus.message);
  return r.valeur;
};
const pousser = async (n: string) => {
  const id = ulidDe(n);
  const ligne = {
    _id: `note:2026-09-07:${id}`,
    type: 'note',
    id,
    date: '2026-09-07',
    antenne: 'SUD',
    auteur: 'anne',
    instant: s.maintenant(),
    poste: 'poste-1',
    objet: { genre: 'USAGER', id: 'M1' },
    usagerId: 'M1',
    texte: 'Vue avec l’aide.',
  };
  return recevoirSaisies(s.b.magasin, {
    antenne: 'SUD',
    auteur: 'anne',
    maintenant: s.maintenant(),
    debut: '2026-08-01' as never,
    lignes: [ligne],
  });
};
const retirer = async (base: string, debut: string): Promise<void> => {
  const [doc] = await lirePlage<object>(s.b.magasin, base, {
    debut,
    fin: debut.replace(/:$/, ';'),
    limite: 1,
  });
  if (!doc) throw new Error(`rien à retirer : ${debut}`);
  expect(await supprimerLot(s.b.magasin, base, [doc])).toBe(1);
};
const dit = (message: string): string => message.replace(/\s/g, ' ');

test('[CL-1] what is there comes to what was received: it is closed, and its manifest says so many received, paid, and set aside', async () => {
  expect((await pousser('N1')).recus).toHaveLength(1);
  // A double of an arrival is set aside by its rule.
  await s.pointer('V9', paris('2026-09-07 10:01'), paris('2026-09-07 10:41'), { usagerId: 'M1' });
  expect(await dresser()).toMatchObject({ juste: true, complet: true, perdus: [] });
  const r = await clore();
  expect(r.ok).toBe(true);
  const cloture = await lireUn<ClotureEcrite>(s.b.magasin, SUD, 'cloture:2026-09');
  const { recus, pointages } = cloture?.inventaire ?? {};
  expect(recus).toMatchObject({ usager: 2, note: 1 });
  expect(pointages?.recus).toBe(8);
  expect([pointages?.payes, pointages?.attente]).toEqual([6, {}]);
  expect(Object.values(pointages?.ecartes ?? {}).reduce((a, b) => a + b, 0)).toBe(2);
});

test.each<[string, string, string]>([
  ['usager', SUD, 'Sud : 2 usagers reçus, 1 lus'],
  ['intervenant', SUD, 'Sud : 1 aide reçue, 0 lue'],
  ['note', SUD, 'Sud : 1 note reçue, 0 lue'],
  ['intervention', SUD, 'Sud : 6 pointages reçus, 4 lus'],
  ['pointage', 'tg-pointages-2026', 'Tout le service : 6 pointages reçus, 5 lus'],
  ['financeur', 'tg-central', 'Tout le service : 3 financeurs reçus, 2 lus'],
])(
  '[CL-1] a document that is gone, of the type %s: neither closed nor exported, and the difference is named',
  async (type, base, phrase) => {
    await pousser('N1');
    expect(await dresser()).toMatchObject({ juste: true });
    await retirer(base, `${type}:`);
    expect(await dresser()).toMatchObject({ juste: false });
    const r = await clore();
    if (r.ok) throw new Error('clos');
    expect([r.refus.code, dit(r.refus.message)]).toEqual(['INVENTAIRE', expect.stringContaining(phrase)]);
    expect(dit(r.refus.message)).toContain('Rien n’a été clos.');
    expect(await lireIds(s.b.magasin, SUD, { debut: 'cloture', fin: 'cloture;' })).toEqual([]);
    const vers = await s.b.dossier();
    const e = await exporter(ports(), { mois: SEPTEMBRE, antennes: ['SUD'], vers, provisoire: true, auteur: 'essai' });
    expect(e.ok ? '' : e.refus.code).toBe('INVENTAIRE');
  },
);

test('[CL-1] visits that a lagging copy does not show: 6 received, 0 read, and the month is not closed at zero', async () => {
  const plage = s.b.magasin.plage;
  s.b.magasin.plage = async (base, p, corps) =>
    base === SUD && p.debut.startsWith('intervention:') ? [] : plage(base, p, corps);
  const r = await clore();
  expect(r.ok ? 'clos' : dit(r.refus.message)).toContain('Sud : 6 pointages reçus, 0 lus. Rien n’a été clos.');
  s.b.magasin.plage = plage;
  expect((await clore()).ok).toBe(true);
});

test('[CL-1] a punch that came and is not noted yet refuses nothing: only what was received and is missing does', async () => {
  await dresser();
  const [connu] = await lirePlage<object>(s.b.magasin, 'tg-pointages-2026', {
    debut: 'pointage:2026-09',
    fin: 'pointage;',
    limite: 1,
  });
  const instant = paris('2026-09-08 08:00');
  if (!connu) throw new Error('aucun pointage');
  const { _rev, ...autre } = connu;
  await s.poser('tg-pointages-2026', [{ ...autre, _id: `pointage:${instant}:V5A`, id: 'V5A', instant }]);
  expect(await dresser()).toMatchObject({ juste: true });
  expect((await clore()).ok).toBe(true);
});

test('[CL-1] what was lost is named, and once a later file has brought it back all balances, without a hand', async () => {
  await retirer(SUD, 'usager:');
  const avant = await dresser();
  expect(avant.lignes.find((l) => l.type === 'usager')).toMatchObject({ recus: 2, lus: 1, manquants: ['usager:M1'] });
  await s.b.importer(
    {
      'USAGERS_20261002.csv': fichier(
        'USAGERS',
        ['M1', 'M2', 'M3'].map((id) => ligneApa(id, 10)),
      ),
    },
    { a: '2026-10-02T09:00:00Z' },
  );
  const apres = await dresser();
  expect(apres.lignes.find((l) => l.type === 'usager')).toMatchObject({ recus: 3, lus: 3, manquants: [], enTrop: [] });
  expect(apres.juste).toBe(true);
});

test('[PT-1] the punches of New Year’s night are weighed in the month that Paris gives them, whatever their year in UTC', async () => {
  await dresser();
  const [decembre, janvier] = ['2026-12', '2027-01'] as Mois[];
  for (const base of ['tg-pointages-2026', 'tg-pointages-2027']) await s.b.magasin.creerBase(base);
  await s.pointer('D', paris('2026-12-31 23:10'), paris('2026-12-31 23:50'), { usagerId: 'M1' });
  await s.pointer('J', paris('2027-01-01 00:10'), paris('2027-01-01 00:50'), { usagerId: 'M1' });
  await s.tourner();
  s.aller('2027-02-02T08:00:00Z');
  const pointages = async (mois: Mois | undefined) => {
    const { lignes, juste } = await dresser(mois);
    const [ligne] = lignes.filter((l) => l.type === 'pointage');
    return [ligne?.recus, ligne?.lus, ligne?.manquants, juste];
  };
  expect([await pointages(decembre), await pointages(janvier)]).toEqual([
    [2, 2, [], true],
    [2, 2, [], true],
  ]);
  await retirer('tg-pointages-2027', 'pointage:');
  const perdu = `pointage:${paris('2027-01-01 00:10')}:JA`;
  expect(await pointages(janvier)).toEqual([2, 1, [perdu], false]);
  expect(await pointages(decembre)).toEqual([2, 2, [], true]);
});
