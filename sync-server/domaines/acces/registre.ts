import { createHash } from 'node:crypto';
import { TENTATIVES, type Tentative } from '#shared/contrats/acces/administration';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { aLaMinute, epochMs, instantDe } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import type { Fait, Registre } from '../../ports/acces';
import type { Courrier } from '../../ports/courriel';
import { type AccesMagasin, ecrireLot, lirePlage, lireUn } from '../../ports/documents';
import type { Horloge } from '../../ports/horloge';
import { tracer } from '../audit/tracer';
import { parametresDuJour } from './connaitre';

/** One kind, one account, one minute: a burst is one document that counts. `_id` is `tentative:<minute>:<hash>`. */
type TentativeStockee = Tentative & { _id: string; type: 'tentative' };

/** After a mail, those of the next quarter of an hour are told together. */
const GROUPE_MS = 15 * 60_000;
const LIGNES_MAX = 40;
const REPERE = 'repere:alerte-securite';
/** `dits`: those of the last minutes, and how many times each was told; they may count on meanwhile. */
type Repere = { _id: string; type: 'repere'; dernierLe: Instant; dits: Record<string, number> };

const idTentative = (minute: Instant, f: Fait): string => {
  const cle = createHash('sha256')
    .update(JSON.stringify([f.genre, f.compte ?? '']))
    .digest('hex')
    .slice(0, 16);
  return `tentative:${minute}:${cle}`;
};

const heure = new Intl.DateTimeFormat('fr-FR', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'Europe/Paris',
});

const enLigne = (t: Tentative): string =>
  [
    `- ${heure.format(new Date(t.debut))} : ${TENTATIVES[t.genre]}`,
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
      ...(ts.length > LIGNES_MAX ? [`- et ${ts.length - LIGNES_MAX} autres lignes`] : []),
      '',
      `Le registre : ${extranet}/administration/?onglet=registre`,
      'Rien n’a été donné ni écrit. Si vous ne reconnaissez pas ces essais, désactivez le compte en cause.',
      'Ce qui suivrait dans le quart d’heure sera dit ensemble.',
      '',
    ].join('\n'),
  };
};

export const tenirRegistre = (o: {
  magasin: AccesMagasin;
  horloge: Horloge;
  courrier: Courrier | undefined;
  extranet: () => string;
  surErreur: (e: unknown) => void;
}): Registre => {
  const { magasin: m } = o;
  let attente = new Map<string, TentativeStockee>();
  let travail: Promise<void> | undefined;

  const garder = async (t: TentativeStockee): Promise<void> => {
    for (;;) {
      const connue = await lireUn<TentativeStockee>(m, BASE_CENTRALE, t._id);
      const doc = connue ? { ...connue, fin: t.fin, nombre: connue.nombre + t.nombre } : t;
      const [ligne] = await ecrireLot(m, BASE_CENTRALE, [doc]);
      if (ligne?.erreur === 'conflict') continue;
      if (ligne?.erreur !== undefined) throw new Error(`tentative non gardée (${ligne.erreur})`);
      if (!connue) {
        const objet = [t.genre, t.objet].filter(Boolean).join(' ');
        await tracer(m, { instant: t.debut, auteur: t.compte ?? 'inconnu', action: 'TENTATIVE', objet });
      }
      return;
    }
  };

  const faireAlerte = async (): Promise<boolean> => {
    const maintenant = o.horloge();
    const repere = await lireUn<Repere>(m, BASE_CENTRALE, REPERE);
    if (repere && epochMs(maintenant) - epochMs(repere.dernierLe) < GROUPE_MS) return false;
    const debut = repere ? `tentative:${aLaMinute(repere.dernierLe)}` : 'tentative:';
    const recentes = await lirePlage<TentativeStockee>(m, BASE_CENTRALE, { debut, fin: 'tentative;' });
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
    await ecrireLot(m, BASE_CENTRALE, [
      {
        ...repere,
        _id: REPERE,
        type: 'repere',
        dernierLe: maintenant,
        dits: Object.fromEntries(recentes.map((t) => [t._id, t.nombre])),
      },
    ]);
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
        ...(f.objet === undefined ? {} : { objet: connue?.objet ?? f.objet }),
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
  m: AccesMagasin,
  maintenant: Instant,
  avant?: string,
): Promise<{ tentatives: Tentative[]; suite?: string }> => {
  // Ids sort by minute: whole days are read backwards until a page is full.
  const fin = avant ?? 'tentative;';
  const depuis = instantDe(epochMs(maintenant) - 366 * 86_400_000);
  const toutes = await lirePlage<TentativeStockee>(m, BASE_CENTRALE, { debut: `tentative:${depuis}`, fin });
  const page = toutes.slice(-PAGE).reverse();
  const dernier = page.at(-1);
  return {
    tentatives: page.map(({ _id, _rev, type, ...t }) => t),
    ...(toutes.length > PAGE && dernier ? { suite: dernier._id } : {}),
  };
};
