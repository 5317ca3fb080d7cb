import type { Antenne } from '#shared/contrats/commun';
import {
  type EtatsProForma,
  type Explication,
  etatsProFormaSchema,
  explicationSchema,
  type LignePrefacturation,
  type Prefacturation,
  prefacturationSchema,
} from '#shared/contrats/financement/prefacturation';
import type { DispositifProForma, ProForma } from '#shared/contrats/financement/pro-forma';
import type { Mois } from '#shared/temps/types';
import { telecharger } from '../../_commun/telecharger';
import { posterSaisies } from '../replication/envoi';
import { appeler, appelerFichier, EchecHttp } from '../serveur/api';

// The month is computed by the server and kept nowhere on the PC; every function throws `EchecHttp`.

const requete = (champs: Record<string, string | undefined>): string =>
  String(new URLSearchParams(Object.entries(champs).flatMap(([k, v]) => (v === undefined ? [] : [[k, v]]))));

export const lirePrefacturation = async (antenne: Antenne, mois: Mois): Promise<Prefacturation> =>
  prefacturationSchema.parse(await appeler(`/api/prefacturation?${requete({ antenne, mois })}`));

/** A line down to the punches. */
export const lireExplication = async (antenne: Antenne, mois: Mois, l: LignePrefacturation): Promise<Explication> =>
  explicationSchema.parse(
    await appeler(
      `/api/prefacturation/explication?${requete({
        antenne,
        mois,
        usager: l.usagerId,
        pec: l.numeroPec,
        financeur: l.codeFinanceur,
        intervenant: l.intervenantId,
        tarif: l.tarif === undefined ? undefined : String(l.tarif),
      })}`,
    ),
  );

export const lireProFormas = async (mois: Mois): Promise<EtatsProForma> =>
  etatsProFormaSchema.parse(await appeler(`/api/pro-forma?${requete({ mois })}`));

const prendre = async (chemin: string): Promise<void> => {
  const { nom, contenu } = await appelerFichier(chemin);
  telecharger(contenu, nom, contenu.type);
};

export type Quoi = 'xlsx' | 'csv' | 'complementaire';
export const prendrePrefacturation = (antenne: Antenne | 'TOUTES', mois: Mois, quoi: Quoi): Promise<void> =>
  prendre(`/api/prefacturation/fichier?${requete({ antenne, mois, quoi })}`);

export const prendreProForma = (
  antenne: Antenne,
  mois: Mois,
  dispositif: DispositifProForma,
  quoi: 'pdf' | 'xlsx',
): Promise<void> => prendre(`/api/pro-forma/fichier?${requete({ antenne, mois, dispositif, quoi })}`);

/** [CL-6] Sent at once, judged like any other saisie; its refusal is thrown. */
export const direProForma = async (p: ProForma): Promise<void> => {
  const { refuses } = await posterSaisies(p.antenne, p.auteur)([p]);
  const [refus] = refuses;
  if (refus) throw new EchecHttp(400, refus.code, refus.message);
};
