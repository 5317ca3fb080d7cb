import type { DepotDistant } from '../../../ports/depot-distant';
import { depotSftp, type ReglagesSftp } from '../sftp';
import { ouvrirRelais, ouvrirSshd, type Relais, type Sshd } from './serveur-sshd';

export type BancSftp = {
  sshd: Sshd;
  relais: Relais;
  /** That server, by the line that can be cut. */
  depot: (plus?: Partial<ReglagesSftp>) => DepotDistant;
  fermer: () => Promise<void>;
};

/** A real OpenSSH server, at the end of a line that can be cut. */
export const ouvrirBancSftp = async (reglages: ReglagesSftp['reglages']): Promise<BancSftp> => {
  const sshd = await ouvrirSshd();
  const relais = await ouvrirRelais(sshd.port);
  return {
    sshd,
    relais,
    depot: (plus = {}) =>
      depotSftp({
        reglages,
        url: sshd.url(relais.port),
        empreinteServeur: sshd.empreinte,
        cle: sshd.cle,
        ...plus,
      }),
    fermer: async () => {
      await relais.fermer();
      await sshd.fermer();
    },
  };
};
