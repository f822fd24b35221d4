// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Settlement, Vote} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensus} from "../../src/interfaces/IConsensus.sol";
import {BaseTest} from "../BaseTest.sol";

/// @notice What attacks on a settlement have in common.
abstract contract AttackTest is BaseTest {
    /// @dev The settlement must be refused for its first vote that is not what it says.
    function refuses(Settlement memory s) internal {
        (uint16[] memory seats, address[] memory signers) = consensus.committee(s.task);
        bytes32 seal = sealIn(s, seats);
        uint256 brought;
        for (uint256 i; i < s.choices.length; ++i) {
            bytes32 digest = consensus.voteDigest(s.task, s.choices[i].output, seal);
            for (uint8 member; member < seats.length; ++member) {
                if (s.choices[i].voters & (1 << member) == 0) continue;
                address by = recovered(digest, s.votes[brought++]);
                if (by == signers[member]) continue;
                bytes4 reason = IConsensus.InvalidVote.selector;
                expectError(abi.encodeWithSelector(reason, s.task, member, signers[member], by));
                vm.prank(REQUESTER);
                consensus.settle(s);
                return;
            }
        }
        assertTrue(false, "every vote is right");
    }

    /// @dev The seal that the contract finds in a settlement.
    function sealIn(Settlement memory s, uint16[] memory seats) internal view returns (bytes32) {
        bytes32[] memory commitments = new bytes32[](seats.length);
        uint16 voters;
        uint256 brought;
        for (uint256 i; i < s.choices.length; ++i) {
            voters |= s.choices[i].voters;
            for (uint8 member; member < seats.length; ++member) {
                if (s.choices[i].voters & (1 << member) == 0) continue;
                bytes32 salt = s.votes[brought++].salt;
                commitments[member] = consensus.commitmentOf(s.task, seats[member], s.choices[i].output, salt);
            }
        }
        uint256 absent;
        for (uint256 member; member < seats.length; ++member) {
            if (voters & (1 << member) == 0) commitments[member] = s.absent[absent++];
        }
        return consensus.sealOf(commitments);
    }

    function isMalformed(Settlement memory s) internal {
        expectError(abi.encodeWithSelector(IConsensus.MalformedSettlement.selector, s.task));
        vm.prank(REQUESTER);
        consensus.settle(s);
    }

    function settleAsRequester(Settlement memory s) internal {
        vm.prank(REQUESTER);
        consensus.settle(s);
    }

    /// @dev The settlement with one vote more than it has, of a member that it lists as absent.
    function withVote(Settlement memory s, uint8 member, Vote memory vote) internal pure {
        uint256 before;
        for (uint256 i; i < member; ++i) {
            if (s.choices[0].voters & (1 << i) != 0) ++before;
        }
        Vote[] memory votes = new Vote[](s.votes.length + 1);
        for (uint256 i; i < votes.length; ++i) {
            votes[i] = i == before ? vote : s.votes[i < before ? i : i - 1];
        }
        bytes32[] memory absent = new bytes32[](s.absent.length - 1);
        uint256 place = member - before;
        for (uint256 i; i < absent.length; ++i) {
            absent[i] = s.absent[i < place ? i : i + 1];
        }
        (s.votes, s.absent) = (votes, absent);
        s.choices[0].voters |= uint16(1 << member);
    }
}
