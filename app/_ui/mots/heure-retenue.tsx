import { heure } from '#shared/mots/dates';
import { aLaMinute } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';

/** The retained hour in bold; where it differs from the punch, the raw one stands struck beside it. */
export const HeureRetenue = ({ brute, retenue }: { brute?: Instant | undefined; retenue?: Instant | undefined }) => {
  const pointee = brute && aLaMinute(brute);
  if (!retenue) return <span className="heure heure--absente">{pointee ? heure(pointee) : '—'}</span>;
  if (pointee === retenue) return <span className="heure heure--brute">{heure(retenue)}</span>;
  return (
    <span className="heure">
      {pointee ? (
        <s className="heure--barree">
          <span className="invisible">pointé </span>
          {heure(pointee)}
        </s>
      ) : null}
      <b>{heure(retenue)}</b>
    </span>
  );
};
