import { z } from 'zod';
import { DEMANDES, type Effet } from '../svi/etat';
import { texte } from '../svi/messages';
import { Response } from './sdk';

type ElementSaisie = { addSpeak: (corps: string, attributs: { language: string }) => unknown };
type Reponse = ElementSaisie & {
  addGetInput: (attributs: Record<string, string | number | boolean>) => ElementSaisie;
  addRedirect: (corps: string, attributs: { method: string }) => unknown;
  addHangup: (attributs: Record<string, never>) => unknown;
  toXML: () => string;
};

// The SDK's own types say of an element only that it is an object.
const reponseSchema = z.custom<Reponse>((v) => v instanceof Response);

// Characters that no XML 1.0 document may hold, even escaped: a name typed with one must not make a call silent.
const dicible = (phrase: string): string => phrase.replace(/[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}]/gu, ' ');

const parler = (ou: ElementSaisie, phrase: string): void => {
  ou.addSpeak(dicible(phrase), { language: 'fr-FR' });
};

/**
 * The answer to Plivo. A silence reaches us as empty Digits on `action`, or by falling through to the Redirect:
 * both name the same URL, so both are the same event.
 */
export const reponseXml = (effets: readonly Effet[], urlEtape: string): string => {
  const reponse = reponseSchema.parse(new Response());
  const paroles = effets.flatMap((e) => (e.type === 'DIRE' ? [texte(e.parole)] : []));
  const demande = effets.find((e) => e.type === 'DEMANDER');
  if (!demande) {
    for (const phrase of paroles) parler(reponse, phrase);
    reponse.addHangup({});
    return reponse.toXML();
  }
  const { chiffres, finTouche, attente, entreTouches } = DEMANDES[demande.etape];
  const saisie = reponse.addGetInput({
    action: urlEtape,
    method: 'POST',
    inputType: 'dtmf',
    numDigits: chiffres,
    finishOnKey: finTouche,
    executionTimeout: attente,
    digitEndTimeout: entreTouches,
    redirect: true,
    // Plivo's own logs must not keep codes.
    log: false,
  });
  for (const phrase of paroles) parler(saisie, phrase);
  reponse.addRedirect(urlEtape, { method: 'POST' });
  return reponse.toXML();
};

/** The answer to the end of a call: there is nobody left to speak to. */
export const REPONSE_VIDE = '<Response></Response>';

/** Made once, at start: it must come out whatever else is broken. */
export const REPONSE_EXCUSES = reponseXml([{ type: 'DIRE', parole: { message: 'ECHEC_ERREUR' } }], '');
