import { type Resultat, refuser } from '#shared/contrats/commun';
import type { ReglagesPlivo } from '../reglages';
import { RETENTATIVES } from '../retentatives';
import type { ApiPlivo } from './api';
import {
  type ApplicationPlivo,
  applicationDuNumero,
  type ChampsApplication,
  creerApplication,
  lierNumero,
  lireNumero,
  listerApplications,
  modifierApplication,
} from './api-compte';

/** What the application must say; the same paths are routed by what the request holds, so any of them may serve for another. */
export const champsAttendus = (origine: string): ChampsApplication => ({
  answer_url: `${origine}/plivo/appel${RETENTATIVES}`,
  answer_method: 'POST',
  fallback_answer_url: `${origine}/plivo/secours${RETENTATIVES}`,
  fallback_method: 'POST',
  hangup_url: `${origine}/plivo/fin${RETENTATIVES}`,
  hangup_method: 'POST',
});

export type Action =
  | { action: 'CREER_APPLICATION'; application: string; champs: ChampsApplication }
  | { action: 'MODIFIER_APPLICATION'; application: string; appId: string; champs: Partial<ChampsApplication> }
  /** `appId` absent: that of the application just created. */
  | { action: 'LIER_NUMERO'; numero: string; appId?: string };

export const differences = (actuelle: ApplicationPlivo, attendus: ChampsApplication): Partial<ChampsApplication> =>
  Object.fromEntries(
    Object.entries(attendus).filter(([cle, valeur]) => actuelle[cle as keyof ChampsApplication] !== valeur),
  );

/** What is to be done; pure, and empty where nothing is. */
export const planifier = (
  r: ReglagesPlivo,
  applications: readonly ApplicationPlivo[],
  appIdDuNumero: string,
): Resultat<Action[]> => {
  const homonymes = applications.filter((a) => a.app_name === r.application);
  const liee = homonymes.find((a) => a.app_id === appIdDuNumero);
  if (homonymes.length > 1 && !liee) {
    return refuser(
      'APPLICATION_AMBIGUE',
      `${homonymes.length} applications s’appellent « ${r.application} » chez Plivo : supprimez celles qui sont de trop dans la console, ou donnez un autre nom par PLIVO_APPLICATION.`,
    );
  }
  const actuelle = liee ?? homonymes[0];
  const attendus = champsAttendus(r.origine);
  if (!actuelle) {
    return {
      ok: true,
      valeur: [
        { action: 'CREER_APPLICATION', application: r.application, champs: attendus },
        { action: 'LIER_NUMERO', numero: r.numero },
      ],
    };
  }
  const actions: Action[] = [];
  const champs = differences(actuelle, attendus);
  if (Object.keys(champs).length > 0) {
    actions.push({ action: 'MODIFIER_APPLICATION', application: r.application, appId: actuelle.app_id, champs });
  }
  if (appIdDuNumero !== actuelle.app_id) {
    actions.push({ action: 'LIER_NUMERO', numero: r.numero, appId: actuelle.app_id });
  }
  return { ok: true, valeur: actions };
};

const decrireAction = (a: Action): string[] => {
  switch (a.action) {
    case 'CREER_APPLICATION':
      return [`Créer l’application « ${a.application} » :`, ...decrireChamps(a.champs)];
    case 'MODIFIER_APPLICATION':
      return [`Modifier l’application « ${a.application} » (${a.appId}) :`, ...decrireChamps(a.champs)];
    case 'LIER_NUMERO':
      return [`Relier le numéro ${a.numero} à cette application.`];
  }
};

/** What is to be done, as one reads it. */
export const decrire = (actions: readonly Action[]): string[] => actions.flatMap(decrireAction);

export const decrireChamps = (champs: Partial<ChampsApplication>): string[] =>
  Object.entries(champs).map(([cle, valeur]) => `  ${cle} = ${valeur}`);

export type Configuration = { actions: Action[]; fait: boolean };

/** Creates or updates the application and links the number; a second run finds nothing to do. `aBlanc` changes nothing. */
export const configurer = async (
  api: ApiPlivo,
  r: ReglagesPlivo,
  aBlanc: boolean,
): Promise<Resultat<Configuration>> => {
  // The number first: where it is not ours, nothing has been changed yet.
  const numero = await lireNumero(api, r.numero);
  if (!numero.ok) return numero;
  // [DI-1] A check carries its own addresses: its number is only to be ours.
  const sonde = r.sonde === undefined ? undefined : await lireNumero(api, r.sonde, 'PLIVO_SONDE_NUMERO');
  if (sonde && !sonde.ok) return sonde;
  const applications = await listerApplications(api);
  if (!applications.ok) return applications;
  const plan = planifier(r, applications.valeur, applicationDuNumero(numero.valeur.valeur));
  if (!plan.ok || aBlanc) return plan.ok ? { ok: true, valeur: { actions: plan.valeur, fait: false } } : plan;
  let creee: string | undefined;
  for (const a of plan.valeur) {
    let fait: Resultat<unknown>;
    if (a.action === 'CREER_APPLICATION') {
      const nouvelle = await creerApplication(api, a.application, a.champs);
      if (nouvelle.ok) creee = nouvelle.valeur;
      fait = nouvelle;
    } else if (a.action === 'MODIFIER_APPLICATION') fait = await modifierApplication(api, a.appId, a.champs);
    else fait = await lierNumero(api, a.numero, a.appId ?? creee ?? '');
    if (!fait.ok) return fait;
  }
  return { ok: true, valeur: { actions: plan.valeur, fait: true } };
};
