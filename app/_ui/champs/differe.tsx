'use client';

import { type ComponentType, type ReactNode, useEffect, useState } from 'react';

/** A component whose code comes when it is first drawn, or asked for ahead. */
export type Differe<P> = ComponentType<P> & {
  /** Fetches the code now. One that fails to load is asked for again where it is drawn, and the failure is told there. */
  precharger: () => void;
};

type Code<P> = { composant: ComponentType<P> | undefined; charger: () => Promise<unknown> };

const codeDe = <P,>(importer: () => Promise<ComponentType<P>>): Code<P> => {
  let enCours: Promise<unknown> | undefined;
  const code: Code<P> = {
    composant: undefined,
    charger: () => {
      enCours ??= importer().then(
        (c) => {
          code.composant = c;
        },
        (e) => {
          enCours = undefined;
          throw e;
        },
      );
      return enCours;
    },
  };
  return code;
};

const Charge = <P extends object>({ code, attente, props }: { code: Code<P>; attente: ReactNode; props: P }) => {
  const [etat, setEtat] = useState<{ echec?: unknown }>({});
  const Composant = code.composant;
  const la = Composant !== undefined;
  useEffect(() => {
    if (la) return;
    let monte = true;
    code.charger().then(
      () => monte && setEtat({}),
      (echec: unknown) => monte && setEtat({ echec }),
    );
    return () => {
      monte = false;
    };
  }, [code, la]);
  if (etat.echec) throw etat.echec;
  return Composant ? <Composant {...props} /> : attente;
};

/**
 * React holds what was suspended back for 300 ms after what stood in its place was drawn, however soon its code is there
 * (`React.lazy`, `next/dynamic`): here what is loaded is drawn at once, and the rest as soon as it comes.
 */
export const differer = <P extends object>(
  importer: () => Promise<ComponentType<P>>,
  attente: ReactNode = null,
): Differe<P> => {
  const code = codeDe(importer);
  return Object.assign((props: P) => <Charge code={code} attente={attente} props={props} />, {
    precharger: () => void code.charger().catch(() => undefined),
  });
};
