import { createHash } from 'node:crypto';
import {
  type RepereSecurite,
  TENTATIVES,
  type Tentative,
  type TentativeGardee,
} from '#shared/contrats/acces/administration';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { dateEtHeure } from '#shared/mots/dates';
import { pluriel } from '#shared/mots/nombres';
import { aLaMinute, epochMs, instantDe } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import type { Fait, Registre } from '../../ports/acces';
import type { Courrier } from '../../ports/courriel';
import type { Horloge } from '../../ports/horloge';
import { poser, remplacer } from '../../store/ecrire';
import type { Magasin } from '../../store/lire';
import { lireType, plageType } from '../../store/types';
import { ENTREES, tracer } from '../audit';
import { parametresDuJour } from './connaitre';

/** After a mail, those of the next quarter of an hour are told together. */
const GROUPE_MS = 15 * 60_000;
const LIGNES_MAX = 40;
const REPERE = 'repere:alerte-securite';

const idTentative = (minute: Instant, f: Fait): string => {
  const cle = createHash('sha256')
    .update(JSON.stringify([f.genre, f.compte ?? '']))
    .digest('hex')
    .slice(0, 16);
  return `tentative:${minute}:${cle}`;
};

const ET_D_AUTRES = ' et d’autres';

/** One burst may go by several routes: the first is named, and that it was not the only one is said. */
const parOu = (connu: string | undefined, suivant: string | undefined): { objet?: string } => {
  if (connu === undefined || suivant === undefined) {
    const seul = connu ?? suivant;
    return seul === undefined ? {} : { objet: seul };
  }
  return { objet: connu === suivant || connu.endsWith(ET_D_AUTRES) ? connu : `${connu}${ET_D_AUTRES}` };
};

const enLigne = (t: Tentative): string =>
  [
    `- ${dateEtHeure(t.debut)} : ${TENTATIVES[t.genre]}`,
    t.nombre > 1 ? ` (${t.nombre} fois)` : '',
    t.compte === undefined ? '' : `, compte ${t.compte}`,
  ].join('');

const composer = (ts: readonly Tentative[], extranet: string): { sujet: string; texte: string } => {
  const total = ts.reduce((n, t) => n + t.nombre, 0);
  const quoi = total === 1 ? 'une tentative refusée' : `${total} tentatives refusées`;
  return {
    sujet: `Télégestion : ${quoi}`,
    texte: [
      `L’extranet a refusé ${quoi === 'une tentative refusée' ? 'une tentative' : `${total} tentatives`} :`,
      '',
      ...ts.slice(0, LIGNES_MAX).map(enLigne),
      ...(ts.length > LIGNES_MAX ? [`- et ${pluriel(ts.length - LIGNES_MAX, 'autre ligne', 'autres lignes')}`] : []),
      '',
      `Le registre : ${extranet}/administration/?onglet=registre`,
      'Rien n’a été donné ni écrit. Si vous ne reconnaissez pas ces essais, désactivez le compte en cause.',
      'Ce qui suivrait dans le quart d’heure sera dit ensemble.',
      '',
    ].join('\n'),
  };
};

export const tenirRegistre = (o: {
  magasin: Magasin;
  horloge: Horloge;
  courrier: Courrier | undefined;
  extranet: () => string;
  surErreur: (e: unknown) => void;
}): Registre => {
  const { magasin: m } = o;
  let attente = new Map<string, TentativeGardee>();
  let travail: Promise<void> | undefined;

  const garder = async (t: TentativeGardee): Promise<void> => {
    const r = await poser<TentativeGardee>(m, BASE_CENTRALE, t._id, (connue) =>
      connue ? { ...connue, ...parOu(connue.objet, t.objet), fin: t.fin, nombre: connue.nombre + t.nombre } : t,
    );
    if ('ecrit' in r && !r.avant) {
      const refusee = ENTREES.TENTATIVE.ecrire.refusee({ genre: t.genre, par: t.objet });
      await tracer(m, { instant: t.debut, auteur: t.compte ?? 'inconnu', ...refusee });
    }
  };

  const faireAlerte = async (): Promise<boolean> => {
    const maintenant = o.horloge();
    const repere = await lireType(m, 'repere', REPERE, {});
    if (repere && epochMs(maintenant) - epochMs(repere.dernierLe) < GROUPE_MS) return false;
    const recentes = await plageType(m, 'tentative', {}, repere ? { de: aLaMinute(repere.dernierLe) } : {});
    const neuves = recentes.flatMap((t) => {
      const nombre = t.nombre - (repere?.dits[t._id] ?? 0);
      return nombre > 0 ? [{ ...t, nombre }] : [];
    });
    if (neuves.length === 0) return false;
    const { destinatairesSecurite } = await parametresDuJour(m, maintenant);
    if (destinatairesSecurite.length > 0)
      await o.courrier?.envoyer({
        a: destinatairesSecurite,
        ...composer(neuves, o.extranet()),
        cle: `${maintenant}:securite`,
      });
    const dit: RepereSecurite = {
      _id: REPERE,
      type: 'repere',
      dernierLe: maintenant,
      dits: Object.fromEntries(recentes.map((t) => [t._id, t.nombre])),
    };
    await remplacer(m, BASE_CENTRALE, dit);
    return destinatairesSecurite.length > 0;
  };

  let alerte: Promise<boolean> | undefined;
  const alerter = (): Promise<boolean> => {
    // One at a time: two would tell the same twice.
    alerte ??= faireAlerte().finally(() => {
      alerte = undefined;
    });
    return alerte;
  };

  const vider = async (): Promise<void> => {
    while (attente.size > 0) {
      const lot = [...attente.values()];
      attente = new Map();
      for (const t of lot) await garder(t).catch(o.surErreur);
    }
    await alerter().catch(o.surErreur);
  };
  const lancer = (): void => {
    travail ??= vider().finally(() => {
      travail = undefined;
      if (attente.size > 0) lancer();
    });
  };

  return {
    noter: (f) => {
      const maintenant = o.horloge();
      const _id = idTentative(aLaMinute(maintenant), f);
      const connue = attente.get(_id);
      const nombre = (connue?.nombre ?? 0) + (f.nombre ?? 1);
      attente.set(_id, {
        _id,
        type: 'tentative',
        debut: connue?.debut ?? maintenant,
        fin: maintenant,
        genre: f.genre,
        ...(f.compte === undefined ? {} : { compte: f.compte }),
        ...parOu(connue?.objet, f.objet),
        nombre,
      });
      lancer();
    },
    alerter,
    fini: async () => {
      while (travail) await travail;
    },
  };
};

const PAGE = 100;

/** The register, the latest first. `avant`: the mark of the former page. */
export const lireTentatives = async (
  m: Magasin,
  maintenant: Instant,
  avant?: string,
): Promise<{ tentatives: Tentative[]; suite?: string }> => {
  // Ids sort by minute: whole days are read backwards until a page is full.
  const depuis = instantDe(epochMs(maintenant) - 366 * 86_400_000);
  const jusqua = avant === undefined ? {} : { avant: avant.slice('tentative:'.length) };
  const toutes = await plageType(m, 'tentative', {}, { de: depuis, ...jusqua });
  const page = toutes.slice(-PAGE).reverse();
  const dernier = page.at(-1);
  return {
    tentatives: page.map(({ _id, _rev, type, ...t }) => t),
    ...(toutes.length > PAGE && dernier ? { suite: dernier._id } : {}),
  };
};
