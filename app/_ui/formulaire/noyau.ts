import { createFormControl, type FieldValues, type Resolver } from 'react-hook-form';
import { IDENTIFIANT_DEJA_PRIS } from '#shared/contrats/commun';
import { nouvelId } from '../../_donnees/base/ids';
import type { Brouillon } from '../../_donnees/depot/brouillons';
import { EchecHttp } from '../../_donnees/serveur/api';
import { ecart } from '../champs/ecart';
import { type ChampsDesRefus, type Erreurs, enErreurs, type Lecture, tenter } from './erreurs';

/** Where a form's draft is kept. `avec`: fields that are no typing on their own. */
export type Garde = {
  avec: readonly string[];
  lire: () => Brouillon | undefined;
  /** An empty one is forgotten. */
  garder: (tape: Brouillon) => void;
  oublier: () => void;
};

/**
 * The id of what is sent, drawn the first time: the same when it is sent again, since its answer was lost, so that the server does it
 * once; another once it is done. `quoi`: which gesture, where the form has several.
 */
export type Id = (quoi?: string) => string;

/** What a writing may do with the draft before it is known to be done. */
export type Envoi = {
  id: Id;
  /** The form closes before the disk has answered: the draft goes at once; what this gives brings it back. */
  envoyee: () => () => void;
  /** Nothing is written yet: the draft stays. */
  reste: () => void;
};

/** Done, or what refuses it. */
export type Ecriture<T> = Promise<Erreurs<T> | undefined> | Erreurs<T> | undefined;

export type Gestes<T, V> = {
  /** The reader: the same that the server or the core uses, where there is one. */
  lire: (tapee: T) => Lecture<T, V>;
  /** The writing. What it throws is the server's refusal, said in the field that `champs` gives for its code. */
  envoyer: (valeur: V, envoi: Envoi) => Ecriture<T>;
  champs?: ChampsDesRefus<T> | undefined;
  /** It may be sent again as it is: else, once it is done, the same gesture typed twice is one. */
  encore?: boolean | undefined;
};

type Prise = 'LIBRE' | 'EN_COURS' | 'FAITE';

/** What becomes of what is typed where the form is left: nothing is typed, it is kept, it would be lost, it is being written. */
export type Laissee = 'RIEN' | 'GARDEE' | 'PERDUE' | 'ECRITE';

/** In a draft, under a name that no field has: the ids of what was sent and is not known to be done. */
const ENVOIS = ' envois';

/**
 * What a form is but for its drawing: the control of the library, a draft, and one writing for one gesture. `depart`: what the form
 * says by itself.
 */
export const creerNoyau = <T extends FieldValues>(depart: T, garde: Garde | undefined) => {
  let vierge = depart;
  let prise: Prise = 'LIBRE';
  /** It was wiped by the very writing that goes on: what is typed next is another gesture. */
  let vide = false;
  let lire: ((tapee: T) => Lecture<T, unknown>) | undefined;
  // What the control holds is what `depart` gave it, field by field.
  const resolver: Resolver<FieldValues> = (tapee) => {
    const r = lire?.(tapee as T);
    return !r || r.ok ? { values: tapee, errors: {} } : { values: {}, errors: enErreurs(r.erreurs) };
  };
  /** A refusal stays until something is typed, whatever the field. */
  const options = { resolver, reValidateMode: 'onSubmit', shouldFocusError: false } as const;
  const brouillon = garde?.lire();
  const { formControl } = createFormControl<FieldValues>({ ...options, defaultValues: vierge });
  // Without a subscription, the library keeps no account of what is dirty.
  formControl.subscribe({ formState: { dirtyFields: true }, callback: () => undefined });
  const poser = (partie: Brouillon): void => {
    for (const [nom, valeur] of Object.entries(partie)) formControl.setValue(nom, valeur, { shouldDirty: true });
  };
  // A version before may have kept what this one has no field for.
  poser(Object.fromEntries(Object.entries(brouillon ?? {}).filter(([nom]) => nom in vierge)));

  const valeurs = (): T => formControl.getValues() as T;
  const tapees = (): Brouillon => ecart<FieldValues>(vierge, valeurs(), garde?.avec);
  const envois = new Map<string, string>(Object.entries(brouillon?.[ENVOIS] ?? {}));
  /** What is typed, and what it was sent under: ids alone are no draft. */
  const aGarder = (): Brouillon => {
    const t = tapees();
    return envois.size === 0 || Object.keys(t).length === 0 ? t : { ...t, [ENVOIS]: Object.fromEntries(envois) };
  };
  /** A writing with its ids: they are of use no more once it is done, or once the server has something else under them. */
  const avecIds = async <R>(travail: (id: Id) => R | Promise<R>, refuse: (r: R) => boolean): Promise<R> => {
    const tires = new Set<string>();
    const id: Id = (quoi = '') => {
      const connu = envois.get(quoi) ?? nouvelId();
      envois.set(quoi, connu);
      tires.add(quoi);
      garde?.garder(aGarder());
      return connu;
    };
    const rendre = (): void => {
      if (tires.size === 0) return;
      for (const quoi of tires) envois.delete(quoi);
      garde?.garder(aGarder());
    };
    try {
      const r = await travail(id);
      if (!refuse(r)) rendre();
      return r;
    } catch (e) {
      if (e instanceof EchecHttp && e.code === IDENTIFIANT_DEJA_PRIS) rendre();
      throw e;
    }
  };
  const estRefus = (r: Erreurs<T> | undefined): boolean => Object.keys(enErreurs(r ?? {})).length > 0;
  const refuser = (erreurs: Readonly<Record<string, string | undefined>> = {}): boolean => {
    const refus = Object.entries(enErreurs(erreurs));
    for (const [nom, erreur] of refus) formControl.setError(nom, erreur);
    return refus.length > 0;
  };
  /** One at a time; gives whether it was refused. */
  const seul = async (encore: boolean | undefined, travail: () => Promise<boolean>): Promise<boolean> => {
    if (prise !== 'LIBRE') return false;
    prise = 'EN_COURS';
    vide = false;
    let refusee = true;
    try {
      refusee = await travail();
    } finally {
      prise = refusee || encore || vide ? 'LIBRE' : 'FAITE';
    }
    return refusee;
  };
  let derniere = JSON.stringify(valeurs());
  let arrivee = false;

  return {
    options,
    formControl,
    valeurs,
    poser,
    reprise: brouillon !== undefined,
    entamee: (): boolean => Object.keys(tapees()).length > 0,
    laissee: (): Laissee => {
      if (prise === 'EN_COURS') return 'ECRITE';
      if (prise === 'FAITE' || Object.keys(tapees()).length === 0) return 'RIEN';
      if (!garde) return 'PERDUE';
      return garde.lire() === undefined ? 'RIEN' : 'GARDEE';
    },
    /** Of each word of the control: where a field changed, the draft follows, what was refused is no more, it may be sent again. */
    suivre: (erreurs: object): void => {
      const dite = JSON.stringify(valeurs());
      if (dite === derniere) return;
      derniere = dite;
      garde?.garder(aGarder());
      if (prise === 'FAITE') prise = 'LIBRE';
      if (!arrivee && Object.keys(erreurs).length > 0) formControl.clearErrors();
    },
    /** What is refused from beside, in place of what was. */
    refuser: (erreurs: Erreurs<T> | undefined): void => {
      formControl.clearErrors();
      refuser(erreurs);
    },
    /** What comes while one types takes the place of what was not typed, never of what was. */
    arrive: (nouvelles: T): void => {
      vierge = nouvelles;
      // Nothing was typed: what was refused is refused still.
      arrivee = true;
      formControl.reset(nouvelles, { keepDirtyValues: true, keepErrors: true });
      arrivee = false;
    },
    recommencer: (): void => {
      envois.clear();
      garde?.oublier();
      formControl.reset(vierge);
      vide = true;
      if (prise === 'FAITE') prise = 'LIBRE';
    },
    /** Reads, then writes, once; gives whether it was refused, each refusal then in its field. */
    soumettre: <V>(g: Gestes<T, V>): Promise<boolean> =>
      seul(g.encore, async () => {
        let refusee = true;
        // Kept beside, for the library gives a copy: what a reader made is given as it is.
        let gardee: { valeur: V } | undefined;
        lire = (tapee) => {
          const r = g.lire(tapee);
          gardee = r.ok ? { valeur: r.valeur } : undefined;
          return r;
        };
        await formControl.handleSubmit(async () => {
          if (!gardee) return;
          const { valeur } = gardee;
          const avant = aGarder();
          let partie = false;
          const envoyee = (): (() => void) => {
            partie = true;
            garde?.oublier();
            return () => garde?.garder(avant);
          };
          const reste = (): void => {
            partie = true;
          };
          const ecrire = (id: Id) => g.envoyer(valeur, { id, envoyee, reste });
          refusee = refuser(await tenter(() => avecIds(ecrire, estRefus), g.champs));
          if (!refusee && !partie) garde?.oublier();
        })();
        return refusee;
      }),
    /** A gesture that asks nothing of the reader, under the same watch. */
    agir: (travail: (id: Id) => Ecriture<T>, { champs, encore }: Pick<Gestes<T, never>, 'champs' | 'encore'>) =>
      seul(encore, async () => {
        formControl.clearErrors();
        return refuser(await tenter(() => avecIds(travail, estRefus), champs));
      }),
  };
};
