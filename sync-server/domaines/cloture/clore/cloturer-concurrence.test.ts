import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Correction, Verdict } from '#shared/contrats/corrections/correction';
import { idAccuse, idVerdict } from '#shared/contrats/ids';
import type { Instant, Mois } from '#shared/temps/types';
import { correction, fiche, jour, paris } from '#shared/testing/constructeurs';
import { ecrireTout } from '../../../store/ecrire';
import { lireFiges } from '../../../store/lectures/clos';
import { lirePlage, lireUn, type Magasin, plageDuType } from '../../../store/lire';
import { entourer, type Operation } from '../../../store/testing/entourer';
import { rattraper } from '../../../transitions/rattraper';
import { type Banc, fichier, ouvrirBanc, SERVICE } from '../../dossiers/testing/banc-import';
import { cloturer, type PortsCloture } from './cloturer';

// A server stamps corrections while a closing runs: each must end in the files, or late; never in neither.

const MOIS = '2026-10' as Mois;
const SUD = 'tg-antenne-sud';
const horloge = () => '2026-11-05T08:00:00Z' as Instant;
let b: Banc;

beforeAll(async () => {
  b = await ouvrirBanc();
  await b.importer({
    ...SERVICE,
    'POINTAGES_202610.csv': fichier(
      'POINTAGES',
      [1, 2].flatMap((n) => [`H${n}A;0${n}/10/2026 08:00:00;A;I1;M1;`, `H${n}D;0${n}/10/2026 10:00:00;D;I1;M1;`]),
    ),
  });
});
afterAll(() => b.fermer());

const minutes = (n: number, cible: string): Correction =>
  correction('MINUTES', {
    antenne: 'SUD',
    date: jour(`2026-10-0${cible.slice(1, 2)}`),
    cible: { genre: 'POINTAGE', id: cible },
    minutes: n as never,
    instant: paris('2026-11-02 10:00'),
  });
const tourner = (): Promise<void> => rattraper(b.magasin, horloge);
const verdictDe = (c: Correction): Promise<Verdict | undefined> =>
  lireUn<Verdict>(b.magasin, SUD, idVerdict(c.date, c.id));

/** The store, with something that happens just before the first frozen document is written. */
const avecImprevu = (imprevu: () => Promise<void>): Magasin => {
  let fait = false;
  return entourer(b.magasin, async (o, faire) => {
    if (!fait && o.nom === 'ecrire' && typeEcrit(o) === 'fige') {
      fait = true;
      await imprevu();
    }
    return faire();
  });
};

const typeEcrit = (o: Operation): unknown => (o.docs[0] as { type?: unknown } | undefined)?.type;

/** The store of another process, held up at the first request that is of some kind until it is let go. */
const ralenti = (estCelle: (o: Operation) => boolean) => {
  let liberer = (): void => undefined;
  let arriver = (): void => undefined;
  const libre = new Promise<void>((ok) => {
    liberer = ok;
  });
  const arrete = new Promise<void>((ok) => {
    arriver = ok;
  });
  const magasin = entourer(b.magasin, async (o, faire) => {
    if (estCelle(o)) {
      arriver();
      await libre;
    }
    return faire();
  });
  return { magasin, arrete, liberer };
};

const ports = (magasin: Magasin): PortsCloture => ({ magasin, horloge, rattraper: tourner });
const commande = (mois: Mois, motif?: string) => ({ mois, antennes: ['SUD'] as const, auteur: 'essai', motif });

it('[CL-1] un mois qui n’est pas fini ne se clôt que sur un motif écrit', async () => {
  const r = await cloturer(ports(b.magasin), commande('2026-11' as Mois));
  expect(r.ok ? '' : r.refus.code).toBe('MOIS_EN_COURS');
  expect(r.ok ? '' : r.refus.message).toMatch(/définitive.*--motif/);
});

it('[CO-5] une correction reçue pendant la clôture finit dans les fichiers, ou tardive', async () => {
  const [enVol, apres] = [minutes(7, 'H1A'), minutes(9, 'H2A')];
  const r = await cloturer(
    ports(
      avecImprevu(async () => {
        // Being judged as the mark was set: its verdict comes once the month has been read.
        const verdict = {
          _id: idVerdict(enVol.date, enVol.id),
          type: 'verdict',
          correctionId: enVol.id,
          date: enVol.date,
          decision: 'ACCEPTEE',
          recuLe: horloge(),
        };
        await ecrireTout(b.magasin, SUD, [enVol, verdict, apres]);
        await tourner();
        expect(await verdictDe(apres)).toBeUndefined();
      }),
    ),
    commande(MOIS),
  );
  if (!r.ok) throw new Error(r.refus.message);
  const visites = (await lireFiges(b.magasin, 'SUD', MOIS)).flatMap((e) => e.visites);
  expect(visites.map((v) => v.minutesComplementaires)).toEqual([7, 0]);
  await tourner();
  expect([(await verdictDe(enVol))?.decision, (await verdictDe(apres))?.decision]).toEqual(['ACCEPTEE', 'TARDIVE']);
  expect(await lireUn(b.magasin, SUD, `cloture-en-cours:${MOIS}`)).toBeUndefined();
});

// A slip is received just before the mark, and the server that makes its punches is held up across the closing.
it.each([
  ['ayant lu les mois avant la marque', '2026-09', (o: Operation) => o.nom === 'ecrire' && typeEcrit(o) === 'pointage'],
  ['lisant les mois après la clôture', '2026-08', (o: Operation) => o.plage === 'cloture-en-cours:'],
] as const)('[CO-5] une fiche pointée par un serveur %s finit dans les fichiers, sans refus', async (_, mois, ou) => {
  const date = jour(`${mois}-05`);
  const f = fiche({
    date,
    antenne: 'SUD',
    usagerId: 'M1',
    arrivee: paris(`${date} 08:00`),
    depart: paris(`${date} 09:00`),
    instant: paris(`${date} 12:00`),
  });
  const accuse = { _id: idAccuse(date, f.id), type: 'accuse', documentId: f._id, date, recuLe: horloge() };
  const autre = ralenti(ou);
  let enVol: Promise<void> | undefined;
  const r = await cloturer(
    {
      ...ports(b.magasin),
      magasin: avecImprevu(async () => {
        if (mois !== '2026-09') return;
        autre.liberer();
        await enVol;
      }),
      rattraper: async () => {
        await tourner();
        if (enVol) return;
        await ecrireTout(b.magasin, SUD, [f, accuse]);
        enVol = rattraper(autre.magasin, horloge);
        await autre.arrete;
      },
    },
    commande(mois as Mois),
  );
  if (!r.ok) throw new Error(r.refus.message);
  autre.liberer();
  await enVol;
  const visites = (await lireFiges(b.magasin, 'SUD', mois as Mois)).flatMap((e) => e.visites);
  expect(visites.map((v) => v.debut)).toEqual([f.arrivee]);
  expect(await lirePlage(b.magasin, SUD, plageDuType('refus'))).toEqual([]);
});
