// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IBeacon} from "../interfaces/IBeacon.sol";

/// @title PrecompileLib
/// @notice Calls of precompiles whose answer has a length that is known before. Inputs and outputs are places in
/// memory that the caller owns.
library PrecompileLib {
    /// @notice Runs a precompile on an input that it may refuse.
    /// @dev Where there is no precompile, a call succeeds and brings nothing. Errors: PrecompileMissing.
    /// @return accepted Whether it did not refuse.
    function tryRun(address precompile, uint256 input, uint256 inputLength, uint256 output, uint256 outputLength)
        internal
        view
        returns (bool accepted)
    {
        bool answered;
        assembly ("memory-safe") {
            accepted := staticcall(gas(), precompile, input, inputLength, output, outputLength)
            answered := eq(returndatasize(), outputLength)
        }
        if (accepted && !answered) revert IBeacon.PrecompileMissing(precompile);
    }

    /// @notice Runs a precompile on an input that every one of its kind takes.
    /// @dev Errors: PrecompileMissing.
    function run(address precompile, uint256 input, uint256 inputLength, uint256 output, uint256 outputLength)
        internal
        view
    {
        if (!tryRun(precompile, input, inputLength, output, outputLength)) {
            revert IBeacon.PrecompileMissing(precompile);
        }
    }
}
