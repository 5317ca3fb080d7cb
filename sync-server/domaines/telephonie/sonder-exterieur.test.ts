import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Panne } from '#shared/contrats/exploitation/disponibilite';
import {
  type ConstatExterieur,
  type DisponibiliteExterieure,
  idConstatExterieur,
} from '#shared/contrats/exploitation/sonde-exterieure';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { epochMs, instantDe, moisParis } from '#shared/temps/paris';
import { type Instant, instantSchema } from '#shared/temps/types';
import { ouvrirMagasinEnMemoire } from '../../http/testing/banc';
import type { Courriel } from '../../ports/courriel';
import { ecrireTout } from '../../store/ecrire';
import { lirePlage, type Magasin, plageDuType } from '../../store/lire';
import { entourer } from '../../store/testing/entourer';
import { lireDisponibilite } from '../exploitation/sante/disponibilite';
import type { ResultatLancement } from './port-sonde';
import { creerVeille, type Veille } from './sonder-svi';

let magasin: Magasin;
let fermer: () => Promise<void>;
let maintenant: Instant;
let lances: Instant[];
let prochain: ResultatLancement;
/** What becomes of the calls that are taken: seconds to the confirmation, or nothing. */
let confirme: number | undefined;
let courriels: Courriel[];

beforeAll(async () => {
  ({ magasin, fermer } = await ouvrirMagasinEnMemoire());
});
beforeEach(async () => {
  await magasin.detruireBase(BASE_CENTRALE);
  await magasin.creerBase(BASE_CENTRALE);
  maintenant = instantSchema.parse('2026-11-25T08:00:10Z');
  [lances, prochain, confirme, courriels] = [[], { issue: 'LANCE' }, 20, []];
  await regler('destinatairesAlertes', ['astreinte@paris.test']);
});
afterAll(() => fermer());

const regler = (cle: string, valeur: unknown) =>
  ecrireTout(magasin, BASE_CENTRALE, [
    {
      ...{ _id: `parametre:${cle}:2026-01-01`, type: 'parametre', cle, depuis: '2026-01-01', valeur },
      ...{ auteur: 'a', instant: maintenant },
    },
  ]);
const constater = (essai: Instant, s: number): Promise<unknown> => {
  const instant = instantDe(epochMs(essai) + s * 1_000);
  const constat: ConstatExterieur = {
    ...{ _id: idConstatExterieur(instant, 'A', 'CONFIRME'), type: 'constat-exterieur', instant, recuLe: instant },
    ...{ quoi: 'CONFIRME', appelId: 'A' },
  };
  return ecrireTout(magasin, BASE_CENTRALE, [constat]);
};
const ouvrir = (o: { sans?: true; magasin?: Magasin; ailleurs?: true } = {}): Promise<Veille> =>
  creerVeille({
    magasin: o.magasin ?? magasin,
    horloge: () => maintenant,
    sonde: o.ailleurs
      ? undefined
      : {
          appeler: async () => ({ issue: 'REUSSI' }),
          alertes: async () => ({ alertes: [] }),
          ...(o.sans
            ? {}
            : {
                lancer: async (essai) => {
                  lances.push(essai);
                  if (confirme !== undefined && prochain.issue === 'LANCE') await constater(essai, confirme);
                  return prochain;
                },
              }),
        },
    courrier: {
      envoyer: async (c) => {
        if (!courriels.some((x) => x.cle === c.cle)) courriels.push(c);
        return { ok: true, valeur: { id: c.cle ?? '' } };
      },
      relever: async () => 0,
    },
    extranet: () => 'https://extranet.test',
    noter: () => undefined,
  });
const vivre = async (v: Veille, minutes: number): Promise<void> => {
  for (let i = 0; i < minutes; i += 1) {
    await v.passer();
    maintenant = instantDe(epochMs(maintenant) + 60_000);
  }
};
const lire = <T>(type: string) => lirePlage<T>(magasin, BASE_CENTRALE, plageDuType(type));
const essais = async () =>
  (await lire<DisponibiliteExterieure>('disponibilite-exterieure')).flatMap((d) =>
    d.essais.map((e) => [e.instant.slice(11, 19), e.issue, e.raison ?? e.secondes]),
  );
const pannes = async () => (await lire<Panne>('panne')).map(({ quoi, debut, fin }) => ({ quoi, debut, fin }));

test('[DI-1] one check each quarter of an hour of the opening hours, whatever restarts, none elsewhere nor in planned work', async () => {
  await vivre(await ouvrir(), 20);
  // A restart in the same stretch calls nobody again; a server that does not measure never calls.
  await vivre(await ouvrir(), 5);
  await vivre(await ouvrir({ ailleurs: true }), 5);
  expect(lances.map((i) => i.slice(11, 19))).toEqual(['08:00:10', '08:15:10']);
  await regler('maintenancesPrevues', [{ debut: '2026-11-25T08:30:00Z', fin: '2026-11-25T08:45:00Z', motif: 'x' }]);
  await vivre(await ouvrir(), 16);
  maintenant = instantSchema.parse('2026-11-25T19:29:10Z');
  await vivre(await ouvrir(), 5);
  expect(await essais()).toEqual([
    ['08:00:10', 'REUSSI', 20],
    ['08:15:10', 'REUSSI', 20],
    ['08:30:00', 'MAINTENANCE', undefined],
    ['08:45:10', 'REUSSI', 20],
    ['19:29:10', 'REUSSI', 20],
  ]);
  const r = await lireDisponibilite(magasin, { mois: moisParis(maintenant), jusqua: maintenant });
  // Fifty are due; what nobody made is said.
  expect(r.exterieure?.total).toEqual({ reussies: 4, echecs: 0, maintenance: 1, nonMesurees: 45 });
});

test('[DI-2] two failures in a row are an outage, told by mail and on every screen, until a check holds', async () => {
  const v = await ouvrir();
  const vus: string[][] = [];
  v.abonner((e) => vus.push(e.pannes.map((p) => p.quoi)));
  prochain = { issue: 'ECHEC', raison: 'CREDIT' };
  await vivre(v, 30);
  expect(await pannes()).toEqual([{ quoi: 'EXTERIEUR', debut: '2026-11-25T08:00:10Z', fin: undefined }]);
  expect(courriels.map((c) => c.sujet)).toEqual([
    'Télégestion : le numéro des aides ne mène plus au téléphone (SVI) depuis 9\u00a0h\u00a000',
  ]);
  expect(v.exterieur()).toMatchObject({ actif: true, dernier: { raison: 'CREDIT' }, api: { raison: 'CREDIT' } });
  // The SVI says nothing of it: its silence closes nothing.
  prochain = { issue: 'LANCE' };
  await vivre(v, 3);
  expect(await pannes()).toMatchObject([{ fin: '2026-11-25T08:30:10Z' }]);
  expect(courriels).toHaveLength(2);
  expect(vus).toEqual([[], ['EXTERIEUR'], []]);
});

test('[DI-2] what CouchDB hears late changes the verdict; with the store away, checks go on and join it', async () => {
  confirme = undefined;
  const v = await ouvrir();
  await vivre(v, 17);
  expect(await essais()).toEqual([
    ['08:00:10', 'ECHEC', 'JAMBE_PERDUE'],
    ['08:15:10', 'ATTENTE', undefined],
  ]);
  await constater(lances[0] ?? maintenant, 25);
  await vivre(v, 2);
  expect(await essais()).toEqual([
    ['08:00:10', 'REUSSI', 25],
    ['08:15:10', 'ECHEC', 'JAMBE_PERDUE'],
  ]);
  let coupe = false;
  const w = await ouvrir({
    magasin: entourer(magasin, async (_, faire) => {
      if (coupe) throw new Error('magasin arrêté');
      return faire();
    }),
  });
  await vivre(w, 1);
  [coupe, confirme] = [true, 30];
  for (let i = 0; i < 15; i += 1) {
    await w.passer().catch(() => undefined);
    maintenant = instantDe(epochMs(maintenant) + 60_000);
  }
  coupe = false;
  await vivre(w, 1);
  expect((await essais()).at(-1)).toEqual(['08:30:10', 'REUSSI', 30]);
});

test('[DI-1] a day takes the hours and the pace that stand at its first check, and keeps them', async () => {
  await regler('fenetreService', { debut: '10:00', fin: '20:30' });
  const v = await ouvrir();
  await vivre(v, 2);
  expect(lances).toEqual([]);
  await magasin.detruireBase(BASE_CENTRALE);
  await magasin.creerBase(BASE_CENTRALE);
  await regler('sondeExterieureMinutes', 30);
  await vivre(v, 40);
  expect(lances.map((i) => i.slice(11, 16))).toEqual(['08:02', '08:30']);
  expect(await lire<DisponibiliteExterieure>('disponibilite-exterieure')).toMatchObject([{ debut: '08:00', pas: 30 }]);
});

test('[DI-1] once its number is taken back, what it had opened ends', async () => {
  prochain = { issue: 'ECHEC', raison: 'API_MUETTE' };
  await vivre(await ouvrir(), 17);
  await vivre(await ouvrir({ sans: true }), 1);
  expect(await pannes()).toEqual([{ quoi: 'EXTERIEUR', debut: '2026-11-25T08:00:10Z', fin: '2026-11-25T08:17:00Z' }]);
});
