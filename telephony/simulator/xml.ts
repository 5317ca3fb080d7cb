import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { z } from 'zod';

export type Saisie = {
  action: string;
  numDigits: number;
  finishOnKey: string;
  /** Seconds for the first key, and between two. */
  attente: number;
  entreTouches: number;
  phrases: string[];
};

/** The verbs of a Plivo document, in order, as far as the SVI uses them. */
export type Verbe =
  | { verbe: 'Speak' | 'Play'; texte: string }
  | { verbe: 'GetInput'; saisie: Saisie }
  | { verbe: 'Redirect'; url: string }
  | { verbe: 'Wait' }
  | { verbe: 'Hangup' };

const parseur = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  trimValues: true,
});

type Noeud = Record<string, unknown>;
const noeuds = z.array(z.record(z.string(), z.unknown()));
const attributs = z.record(z.string(), z.string());

const nomDe = (n: Noeud): string => Object.keys(n).find((k) => k !== ':@') ?? '';
const enfantsDe = (n: Noeud): Noeud[] => noeuds.parse(n[nomDe(n)] ?? []);
const texteDe = (n: Noeud): string =>
  enfantsDe(n)
    .map((e) => String(e['#text'] ?? ''))
    .join('');
const attributsDe = (n: Noeud): Record<string, string> => attributs.parse(n[':@'] ?? {});

const saisieDe = (n: Noeud): Saisie => {
  const a = attributsDe(n);
  return {
    action: a.action ?? '',
    numDigits: Number(a.numDigits ?? 99),
    finishOnKey: a.finishOnKey ?? '#',
    attente: Number(a.executionTimeout ?? 15),
    entreTouches: Number(a.digitEndTimeout ?? 2),
    phrases: enfantsDe(n)
      .filter((e) => nomDe(e) === 'Speak')
      .map(texteDe),
  };
};

const verbeDe = (n: Noeud): Verbe => {
  const nom = nomDe(n);
  switch (nom) {
    case 'Speak':
    case 'Play':
      return { verbe: nom, texte: texteDe(n) };
    case 'GetInput':
      return { verbe: 'GetInput', saisie: saisieDe(n) };
    case 'Redirect':
      return { verbe: 'Redirect', url: texteDe(n) };
    case 'Wait':
    case 'Hangup':
      return { verbe: nom };
    default:
      throw new Error(`verbe que Plivo ne connaît pas ici : ${nom}`);
  }
};

/** Reads a document as strictly as Plivo: one that is not well formed ends the call, so it throws. */
export const lireDocument = (xml: string): Verbe[] => {
  const valide = XMLValidator.validate(xml);
  if (valide !== true) throw new Error(`XML mal formé : ${valide.err.msg}`);
  const racine = noeuds.parse(parseur.parse(xml)).find((n) => nomDe(n) === 'Response');
  if (!racine) throw new Error('pas d’élément Response');
  return enfantsDe(racine).map(verbeDe);
};
