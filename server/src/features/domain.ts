/** True for a name that mail may go to: labels with a dot between, and no IP address. */
export function isDomain(text: string): boolean {
  return text.length < 254 && /^(?!-)[\p{L}\p{N}_-]+(\.[\p{L}\p{N}_-]+)*\.(?!\d+$)[\p{L}\p{N}-]{2,}$/u.test(text);
}
