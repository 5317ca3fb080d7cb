import { telephone } from '#shared/libelles/formats';
import { Icone } from './mots/icones';

/** A number to press. `chez`: who answers there, said to those who do not see what stands around. */
export const Appeler = ({ numero, chez, horsTab = false }: { numero: string; chez: string; horsTab?: boolean }) => (
  <a
    className="appeler"
    href={`tel:${numero}`}
    aria-label={`Appeler ${chez}, ${telephone(numero)}`}
    title={`Appeler ${chez}`}
    {...(horsTab ? { tabIndex: -1 } : {})}
    onClick={(ev) => ev.stopPropagation()}
  >
    <Icone nom="telephone" taille={14} /> <span className="appeler__numero">{telephone(numero)}</span>
  </a>
);
