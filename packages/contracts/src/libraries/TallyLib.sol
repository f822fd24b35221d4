// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BitmapLib} from "./BitmapLib.sol";

/// @title TallyLib
/// @notice Counts every vote and finds the most popular output.
library TallyLib {
    /// @notice The output that at least `quorum` members gave, and who they are.
    /// @dev `quorum` must be more than half of the members: only then is Boyer and Moore's majority candidate ("MJRTY",
    /// 1981) the one output that can have it, found in one pass; a second pass counts it.
    /// @param outputs One word a member; zero for a member that revealed nothing.
    /// @return output Zero if no output has the quorum.
    /// @return winners Bit m for member m; zero if no output has the quorum.
    function tally(bytes32[] memory outputs, uint256 quorum) internal pure returns (bytes32 output, uint16 winners) {
        bytes32 candidate = majorityCandidate(outputs);
        if (candidate == 0) return (bytes32(0), uint16(0));
        for (uint256 member; member < outputs.length; ++member) {
            if (outputs[member] == candidate) winners |= BitmapLib.bit(member);
        }
        return BitmapLib.count(winners) < quorum ? (bytes32(0), uint16(0)) : (candidate, winners);
    }

    /// @notice The only output that more than half of the members can have given, if any has.
    function majorityCandidate(bytes32[] memory outputs) internal pure returns (bytes32 candidate) {
        uint256 lead;
        for (uint256 member; member < outputs.length; ++member) {
            if (lead == 0) candidate = outputs[member];
            lead = outputs[member] == candidate ? lead + 1 : lead - 1;
        }
    }
}
