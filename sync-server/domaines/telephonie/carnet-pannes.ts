import { idPanne, type Panne, type QuoiPanne } from '#shared/contrats/exploitation/disponibilite';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { deciderPanne, finie } from '#shared/domain/disponibilite/panne';
import type { Instant } from '#shared/temps/types';
import type { Courrier } from '../../ports/courriel';
import type { Horloge } from '../../ports/horloge';
import { remplacer } from '../../store/ecrire';
import type { Magasin } from '../../store/lire';
import { plageType } from '../../store/types';
import { composerAlerte } from './alerter-panne';

/** The outages that a watch looks after: decided in memory, written through, told by mail. */
export type CarnetPannes = {
  charger: () => Promise<void>;
  toutes: () => readonly Panne[];
  enCours: (quoi: QuoiPanne) => Panne | undefined;
  /** One that begins as another did is of now: each has its own id, and its own two mails. */
  ouvrir: (quoi: QuoiPanne, debut: Instant, sondes: Panne['sondes'], travailleur?: string) => void;
  fermer: (p: Panne, fin: Instant) => void;
  /** Opens or closes one as the minutes measured say; `echecs`: the probes that failed, of which it keeps its own. */
  suivre: (
    quoi: QuoiPanne,
    mesures: Parameters<typeof deciderPanne>[1],
    apres: number,
    echecs: Panne['sondes'],
  ) => void;
  /** Writes those that changed; with the store down, they stay to write. */
  ecrire: (destinataires: readonly string[]) => Promise<void>;
};

type Options = {
  magasin: Magasin;
  horloge: Horloge;
  courrier: Courrier;
  extranet: () => string;
  /** The outages that are this watch's to open and close. */
  siennes: (quoi: QuoiPanne) => boolean;
  noter: (fait: { fait: string; raison?: string; quoi?: QuoiPanne }) => void;
};

export const ouvrirCarnetPannes = (o: Options): CarnetPannes => {
  const pannes = new Map<string, Panne>();
  const aEcrire = new Set<string>();

  const changer = (p: Panne): void => {
    pannes.set(p._id, p);
    aEcrire.add(p._id);
    o.noter({ fait: finie(p) ? 'panne terminée' : 'panne ouverte', quoi: p.quoi });
  };

  /** The mail first: it is sent once by its key, so that a crash between the two loses neither. */
  const ecrireUne = async (p: Panne, a: readonly string[]): Promise<void> => {
    const r = await o.courrier.envoyer(composerAlerte(p, { a, extranet: o.extranet(), maintenant: o.horloge() }));
    if (!r.ok) o.noter({ fait: 'panne non annoncée par courriel', raison: r.refus.code, quoi: p.quoi });
    await remplacer(o.magasin, BASE_CENTRALE, p);
    if (pannes.get(p._id) === p) aEcrire.delete(p._id);
  };

  const enCours = (quoi: QuoiPanne): Panne | undefined =>
    [...pannes.values()].find((p) => p.quoi === quoi && !finie(p));
  const ouvrir: CarnetPannes['ouvrir'] = (quoi, depuis, sondes, travailleur) => {
    const debut = pannes.has(idPanne(depuis, quoi)) ? o.horloge() : depuis;
    changer({
      ...{ _id: idPanne(debut, quoi), type: 'panne', quoi, debut, sondes },
      ...(travailleur === undefined ? {} : { travailleur }),
    });
  };
  const fermer = (p: Panne, fin: Instant): void => changer({ ...p, fin });

  return {
    charger: async () => {
      for (const { _rev, ...p } of await plageType(o.magasin, 'panne', {}))
        if (o.siennes(p.quoi) && !aEcrire.has(p._id)) pannes.set(p._id, p);
    },
    toutes: () => [...pannes.values()],
    enCours,
    ouvrir,
    fermer,
    suivre: (quoi, mesures, apres, echecs) => {
      const ouverte = enCours(quoi);
      const d = deciderPanne(ouverte !== undefined, mesures, apres);
      if (d && 'ouvrir' in d)
        ouvrir(
          quoi,
          d.ouvrir,
          echecs.filter((e) => e.instant >= d.ouvrir),
        );
      if (d && 'fermer' in d && ouverte) fermer(ouverte, d.fermer);
    },
    ecrire: async (destinataires) => {
      const annoncees = [...aEcrire];
      for (const id of annoncees) {
        const p = pannes.get(id);
        if (p) await ecrireUne(p, destinataires);
      }
      // The mail server may be slow: the next minute does not wait for it.
      if (annoncees.length > 0) o.courrier.relever().catch(() => undefined);
    },
  };
};
