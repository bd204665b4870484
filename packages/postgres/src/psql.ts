/** `-w`: never a question; `-X`: nobody's psqlrc; CSV: any character may be in a value; verbose: the SQLSTATE is in the message. */
export const psqlFlags = ['-X', '-q', '-w', '--csv', '-t', '-v', 'ON_ERROR_STOP=1', '-v', 'VERBOSITY=verbose'];
