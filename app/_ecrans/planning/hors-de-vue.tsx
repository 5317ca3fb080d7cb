import { type RefObject, useEffect, useState } from 'react';
import { pluriel } from '#shared/mots/nombres';
import { type Bloc, horsDeVue } from './semaine';

type Props = {
  /** What scrolls, and holds the heading and the hours. */
  defile: RefObject<HTMLElement | null>;
  blocs: readonly Bloc[];
  /** Hours shown. */
  heures: { de: number; a: number };
};

/** Minutes of the day in sight under the heading, which stays. */
const vueDe = (defile: HTMLElement, { de, a }: Props['heures']): { de: number; a: number } => {
  const tete = defile.querySelector<HTMLElement>('.semaine__tete')?.offsetHeight ?? 0;
  const corps = defile.querySelector<HTMLElement>('.semaine__corps')?.offsetHeight ?? 0;
  const parPixel = corps === 0 ? 0 : ((a - de) * 60) / corps;
  const haut = de * 60 + defile.scrollTop * parPixel;
  return { de: haut, a: haut + (defile.clientHeight - tete) * parPixel };
};

/** Says that the week goes on above or below what is seen, and goes there. Who does not see has the whole of it. */
export const HorsDeVue = ({ defile, blocs, heures }: Props) => {
  const [hors, setHors] = useState({ avant: 0, apres: 0 });
  useEffect(() => {
    const el = defile.current;
    if (!el) return;
    const mesurer = (): void => {
      const suite = horsDeVue(blocs, vueDe(el, heures));
      setHors((h) => (h.avant === suite.avant && h.apres === suite.apres ? h : suite));
    };
    const tailles = new ResizeObserver(mesurer);
    tailles.observe(el);
    el.addEventListener('scroll', mesurer, { passive: true });
    mesurer();
    return () => {
      tailles.disconnect();
      el.removeEventListener('scroll', mesurer);
    };
  }, [defile, blocs, heures]);
  const aller = (haut: boolean): void => {
    const el = defile.current;
    el?.scrollTo({ top: haut ? 0 : el.scrollHeight });
  };
  return (
    <span className="semaine__hors" aria-hidden="true">
      {hors.avant > 0 ? (
        <button type="button" tabIndex={-1} onClick={() => aller(true)}>
          ↑ {pluriel(hors.avant, 'visite')} plus tôt
        </button>
      ) : null}
      {hors.apres > 0 ? (
        <button type="button" tabIndex={-1} onClick={() => aller(false)}>
          ↓ {pluriel(hors.apres, 'visite')} plus tard
        </button>
      ) : null}
    </span>
  );
};
