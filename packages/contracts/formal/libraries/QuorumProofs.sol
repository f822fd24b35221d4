// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {QuorumLib} from "../../src/libraries/QuorumLib.sol";

/// @notice F6. Two thirds, rounded up, and never more than there are members.
contract TwoThirds {
    function prove(uint256 committeeSize) external pure {
        require(committeeSize >= 3 && committeeSize <= 15);
        uint256 quorum = QuorumLib.quorum(committeeSize);
        assert(3 * quorum >= 2 * committeeSize);
        assert(3 * (quorum - 1) < 2 * committeeSize);
        assert(quorum <= committeeSize);
    }
}

/// @notice F6. Any two quorums of one committee share a member: they cannot be for two outputs.
contract Intersection {
    function prove(uint256 committeeSize, uint256 ours, uint256 theirs) external pure {
        require(committeeSize >= 3 && committeeSize <= 15 && ours <= committeeSize && theirs <= committeeSize);
        uint256 quorum = QuorumLib.quorum(committeeSize);
        require(ours >= quorum && theirs >= quorum);
        assert(ours + theirs > committeeSize);
        assert(2 * quorum > committeeSize);
    }
}
