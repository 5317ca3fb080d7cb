import type { ActionAudit } from '#shared/contrats/exploitation/audit';
import { ACCES_PERSONNEL, POINTER } from './acces-personnel';
import { ANTENNE } from './antenne';
import { ASTREINTE } from './astreinte';
import { ARCHIVE, CLOTURE } from './cloture';
import { CODE_AIDE, CODE_USAGER } from './codes';
import { COMPTE } from './compte';
import {
  CONNEXION,
  CONNEXION_REFUSEE,
  DECONNEXION,
  SECOND_FACTEUR,
  SESSION,
  TENTATIVE,
  VERROUILLAGE,
} from './connexions';
import { GEL, PURGE } from './conservation';
import { CONSULTATION } from './consultation';
import { COUPURE, DIVERGENCE } from './coupure';
import { ENVOI, RETOUR } from './envois';
import { EXPORT } from './exports';
import { FACTURE } from './facture';
import type { Famille } from './famille';
import { IMPORT } from './imports';
import { INCIDENT, MAINTENANCE } from './incident';
import { PARAMETRE } from './parametre';
import { NOUVEAUTES, RAPPORT } from './rapport';
import { SAISIE } from './saisie';
import { REPRISE, RESTAURATION, REVERSIBILITE, SAUVEGARDE } from './sauvegardes';

/** Each action: what may be traced of it, and the sentence that reads it back. */
export const ENTREES = {
  IMPORT,
  CLOTURE,
  EXPORT,
  ARCHIVE,
  SAUVEGARDE,
  RESTAURATION,
  REVERSIBILITE,
  REPRISE,
  ENVOI,
  RETOUR,
  FACTURE,
  INCIDENT,
  MAINTENANCE,
  RAPPORT,
  COMPTE,
  CODE_USAGER,
  CODE_AIDE,
  ACCES_PERSONNEL,
  POINTER,
  PARAMETRE,
  ANTENNE,
  ASTREINTE,
  CONNEXION,
  DECONNEXION,
  CONNEXION_REFUSEE,
  VERROUILLAGE,
  SESSION,
  SECOND_FACTEUR,
  NOUVEAUTES,
  SAISIE,
  CONSULTATION,
  PURGE,
  GEL,
  DIVERGENCE,
  COUPURE,
  TENTATIVE,
} as const satisfies { [A in ActionAudit]: Famille<A> };
